/**
 * `npm run migrate`: brings both stores to the newest schema.
 * `-- --check` tells whether prisma/schema and prisma/migrations agree; `-- --create <name>` writes the migration that
 * makes them agree. All three use the embedded stores unless DATABASE_URL and CLICKHOUSE_URL are set.
 */
import { readConfig } from '@kolony/config';
import { checkDrift, createMigration, migratePostgres } from '@kolony/db/migrate';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { Refusal } from './bootstrap/preflight.mjs';
import { withStores } from './with-stores.ts';

const [flag, name] = process.argv.slice(2);
if (flag !== undefined && flag !== '--check' && flag !== '--create')
  refuse(`unknown option ${flag}.`, 'Use --check, --create <name>, or nothing.');
if (flag === '--create' && !/^[a-z][a-z0-9_]*$/.test(name ?? ''))
  refuse('--create needs a name.', 'Write what the migration does in snake_case: --create add_link_expiry.');

await withStores(readConfig(), async ({ databaseUrl, clickhouseUrl }) => {
  if (flag === '--create' && name) {
    console.log(await createMigration(databaseUrl, name));
    return;
  }
  if (flag === '--check') {
    const drift = await checkDrift(databaseUrl);
    console.log(drift || 'prisma/schema and prisma/migrations agree.');
    if (drift) process.exitCode = 1;
    return;
  }
  for (const [store, applied] of [
    ['PostgreSQL', await migratePostgres(databaseUrl)],
    ['ClickHouse', await migrateWarehouse(clickhouseUrl)],
  ] as const)
    console.log(`${store}: ${applied.length === 0 ? 'up to date' : applied.join(', ')}`);
});

function refuse(problem: string, remedy: string): never {
  console.error(`Kolony: ${new Refusal(problem, remedy).message}`);
  process.exit(1);
}
