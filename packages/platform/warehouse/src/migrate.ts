import { fileURLToPath } from 'node:url';
import type { ClickHouseClient } from '@clickhouse/client';
import { KolonyError } from '@kolony/kernel';
import { type Connection, connect } from './connection.ts';
import { failure } from './failure.ts';
import { fill, type Migration, readMigrations, statementsOf } from './migration.ts';

const MIGRATIONS = fileURLToPath(new URL('../../../../clickhouse/migrations', import.meta.url));

/**
 * Makes the URL's database when it is missing and runs the migrations it has not seen, in order; returns their names.
 * A migration is recorded after its last statement, so an interrupted one runs again: its statements say IF NOT
 * EXISTS. Throws `warehouse/migration_changed` when the file of an applied one is no longer what was applied.
 */
export async function migrateWarehouse(url: string, directory: string = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const connection = connect(url);
  const { client, cluster } = connection;
  try {
    await makeDatabase(url, connection);
    const made = await run(client, fill(RECORD, cluster)).then(() => appliedIn(client));
    const missing = migrations.filter((migration) => !isApplied(migration, made));
    for (const migration of missing) await apply(connection, migration);
    return missing.map(fileName);
  } catch (error) {
    throw error instanceof KolonyError ? error : failure('migrate', error);
  } finally {
    await client.close();
  }
}

const RECORD = `
  CREATE TABLE IF NOT EXISTS _migrations{{on_cluster}}
    (number UInt32, name String, sha256 String, applied_at DateTime64(3, 'UTC'))
  ENGINE = {{engine:MergeTree}} ORDER BY number`;

const fileName = ({ number, name }: Migration) => `${String(number).padStart(4, '0')}_${name}`;

async function makeDatabase(url: string, { database, cluster }: Connection): Promise<void> {
  const nowhere = new URL(url);
  nowhere.pathname = '';
  const { client } = connect(nowhere.href);
  try {
    await run(
      client,
      fill(
        `CREATE DATABASE IF NOT EXISTS \`${database.replaceAll(/[`\\]/g, '\\$&')}\`{{on_cluster}}`,
        cluster,
      ),
    );
  } finally {
    await client.close();
  }
}

async function appliedIn(client: ClickHouseClient): Promise<Map<number, string>> {
  const query = 'SELECT number, any(sha256) AS sha256 FROM _migrations GROUP BY number';
  const answer = await client.query({ query, format: 'JSONEachRow' });
  const rows = await answer.json<{ number: number; sha256: string }>();
  return new Map(rows.map(({ number, sha256 }) => [number, sha256]));
}

function isApplied(migration: Migration, applied: Map<number, string>): boolean {
  const sha256 = applied.get(migration.number);
  if (sha256 !== undefined && sha256 !== migration.sha256)
    throw new KolonyError('warehouse/migration_changed', 'conflict', { migration: fileName(migration) });
  return sha256 !== undefined;
}

async function apply({ client, cluster }: Connection, migration: Migration): Promise<void> {
  for (const statement of statementsOf(migration.sql, cluster)) await run(client, statement);
  const { number, name, sha256 } = migration;
  const row = { number, name, sha256, applied_at: new Date() };
  const clickhouse_settings = { date_time_input_format: 'best_effort' } as const;
  await client.insert({ table: '_migrations', values: [row], format: 'JSONEachRow', clickhouse_settings });
}

async function run(client: ClickHouseClient, query: string): Promise<void> {
  await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
}
