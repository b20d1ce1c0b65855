import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type OwnStores, type ServerProcess, startProcess } from '@kolony/testing';
import { openWarehouse } from '@kolony/warehouse';

export interface TrackerOptions {
  /** [a directory of its own, removed at the end] */
  dataDir?: string;
  workers?: number;
}

/** The tracker as it is in production: its own process, on the stores given. */
export async function runTracker(
  stores: Pick<OwnStores, 'databaseUrl' | 'clickhouseUrl'>,
  { dataDir: given, workers = 1 }: TrackerOptions = {},
) {
  const dataDir = given ?? mkdtempSync(join(tmpdir(), 'kolony-tracker-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const warehouse = openWarehouse({ url: stores.clickhouseUrl, surface: 'test' });
  const start = () =>
    startProcess({
      entry: 'apps/tracker/src/main.ts',
      env: {
        DATABASE_URL: stores.databaseUrl,
        CLICKHOUSE_URL: stores.clickhouseUrl,
        KOLONY_SECRET: 'a1'.repeat(32),
        KOLONY_DATA_DIR: dataDir,
        TRACKER_PORT: String(port),
        TRACKER_WORKERS: String(workers),
      },
      readyUrl: `${origin}/healthz`,
    });
  let tracker: ServerProcess = await start();
  return {
    origin,
    warehouse,
    tracker: () => tracker,
    async restart() {
      await tracker.kill9();
      tracker = await start();
    },
    /** Segments that are not in ClickHouse yet. */
    waiting: () =>
      readdirSync(join(dataDir, 'spool'), { recursive: true }).filter((name) =>
        /segment|open/.test(String(name)),
      ).length,
    async [Symbol.asyncDispose]() {
      await tracker.kill9();
      await warehouse.close();
      if (!given) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
