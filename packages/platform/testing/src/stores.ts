import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePostgres } from '@kolony/db/migrate';
import { startClickhouse, startPostgres } from '@kolony/embedded';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** Where a test run's stores are; what `makeDatabase` and `makeWarehouse` work from. */
export interface StoreUrls {
  postgres: string;
  template: string;
  clickhouse: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    stores: StoreUrls;
  }
}

const TEMPLATE = 'template_kolony';

/** One PostgreSQL with a migrated template database, one ClickHouse, in a temporary directory of the run's own. */
export async function startStores(): Promise<{ urls: StoreUrls; stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'kolony-test-'));
  // Started as root, PostgreSQL runs as another account and has to get in.
  chmodSync(dir, 0o755);
  const started = await Promise.allSettled([
    startPostgres({ dataDir: join(dir, 'postgres'), port: await freePort() }),
    startClickhouse({
      dataDir: join(dir, 'clickhouse'),
      port: await freePort(),
      user: 'kolony',
      password: randomBytes(12).toString('hex'),
    }),
  ]);
  const stop = async () => {
    await Promise.all(
      started.map((store) => (store.status === 'fulfilled' ? store.value.stop() : undefined)),
    );
    rmSync(dir, { recursive: true, force: true });
  };
  const [postgres, clickhouse] = started;
  try {
    if (postgres.status === 'rejected') throw postgres.reason;
    if (clickhouse.status === 'rejected') throw clickhouse.reason;
    await makeTemplate(postgres.value.url);
    return {
      urls: { postgres: postgres.value.url, template: TEMPLATE, clickhouse: clickhouse.value.url },
      stop,
    };
  } catch (error) {
    await stop(); // A store that did start must not outlive the run that failed.
    throw error;
  }
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  await migratePostgres(withDatabase(url, TEMPLATE));
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
