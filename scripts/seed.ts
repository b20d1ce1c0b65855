/**
 * `npm run seed -- list` names the scenarios; `npm run seed -- demo` migrates the stores and makes that one, if the
 * database has no brand yet. `npm start` makes the demo by itself.
 */
import { readConfig } from '@kolony/config';
import { migratePostgres } from '@kolony/db/migrate';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { say, step } from './bootstrap/steps.mjs';
import { seedOnce } from './seed-once.ts';
import { secretOf } from './supervisor/private-state.ts';
import { withStores } from './with-stores.ts';

const scenarios: Record<string, string> = {
  demo: 'two brands, their KOLs, live deals, clicks, orders, refunds and payouts, with logins in demo.json',
};

async function main(name = 'list'): Promise<number> {
  if (!Object.hasOwn(scenarios, name)) {
    for (const [scenario, about] of Object.entries(scenarios)) say(`${scenario.padEnd(8)}${about}`);
    if (name === 'list') return 0;
    console.error(`Kolony: there is no scenario '${name}'. Choose one of the above: npm run seed -- demo.`);
    return 1;
  }
  const config = { ...readConfig(), seed: 'demo' as const };
  await withStores(config, async (stores) => {
    await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
    const made = await step(`seed '${name}'`, () =>
      seedOnce({ config, stores, secret: config.secret ?? secretOf(config.dataDir), progress: say }),
    );
    if (!made)
      say(
        'The database has brands already: nothing was changed. An empty one: KOLONY_DATA_DIR=<new folder>.',
      );
  });
  return 0;
}

process.exitCode = await main(process.argv[2]);
