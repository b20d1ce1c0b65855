import { join } from 'node:path';
import { startClickhouse, startPostgres } from '@kolony/embedded';
import type { StoreAddress } from '../supervisor/private-state.ts';
import type { StoreUrls } from '../supervisor/stores.ts';

/** The embedded stores without a supervisor: a benchmark whose store dies has failed. */
export async function openStoresIn(
  dataDir: string,
  { postgresPort, clickhousePort, clickhousePassword }: StoreAddress,
): Promise<StoreUrls & { stop(): Promise<void> }> {
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), port: postgresPort });
  const clickhouse = await startClickhouse({
    dataDir: join(dataDir, 'clickhouse'),
    port: clickhousePort,
    user: 'kolony',
    password: clickhousePassword,
  });
  return {
    databaseUrl: postgres.url,
    clickhouseUrl: clickhouse.url,
    async stop() {
      await clickhouse.stop();
      await postgres.stop();
    },
  };
}
