import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migratePostgres } from '@kolony/db/migrate';
import { startClickhouse, startPostgres } from '@kolony/embedded';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { freePort } from './free-port.ts';

type StoreName = 'postgres' | 'clickhouse';

/** A migrated PostgreSQL and ClickHouse of one test's own, which may be killed and come back at the same address. */
export interface OwnStores extends AsyncDisposable {
  databaseUrl: string;
  clickhouseUrl: string;
  /** As a power cut would. Does nothing to one that is down. */
  kill9(name: StoreName): Promise<void>;
  /** Does nothing to one that is up. */
  start(name: StoreName): Promise<void>;
}

export async function startOwnStores(): Promise<OwnStores> {
  const dir = mkdtempSync(join(tmpdir(), 'kolony-own-'));
  // Started as root, PostgreSQL runs as another account and has to get in.
  chmodSync(dir, 0o755);
  const [postgresPort, clickhousePort] = [await freePort(), await freePort()];
  const password = randomBytes(12).toString('hex');
  const begin = {
    postgres: () => startPostgres({ dataDir: join(dir, 'postgres'), port: postgresPort }),
    clickhouse: () =>
      startClickhouse({ dataDir: join(dir, 'clickhouse'), port: clickhousePort, user: 'kolony', password }),
  };
  const [postgres, clickhouse] = [await begin.postgres(), await begin.clickhouse()];
  const running = new Map<StoreName, { pid: number; exited: Promise<unknown>; stop(): Promise<void> }>([
    ['postgres', postgres],
    ['clickhouse', clickhouse],
  ]);
  await Promise.all([migratePostgres(postgres.url), migrateWarehouse(clickhouse.url)]);
  return {
    databaseUrl: postgres.url,
    clickhouseUrl: clickhouse.url,
    async kill9(name) {
      const store = running.get(name);
      if (!store) return;
      running.delete(name);
      process.kill(store.pid, 'SIGKILL');
      await store.exited;
    },
    async start(name) {
      if (!running.has(name)) running.set(name, await begin[name]());
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running.values()].map((store) => store.stop()));
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
