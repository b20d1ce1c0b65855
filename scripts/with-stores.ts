import type { Config } from '@kolony/config';
import { say } from './bootstrap/steps.mjs';
import { openStores, runningStores, type StoreUrls } from './supervisor/stores.ts';
import { openSupervisor } from './supervisor/supervisor.ts';

/**
 * Runs `work` on the stores of this data directory: the ones the environment names, those of a running `npm start`,
 * or the embedded ones, started for it and stopped after it.
 */
export async function withStores(config: Config, work: (stores: StoreUrls) => Promise<void>): Promise<void> {
  const { databaseUrl, clickhouseUrl } = config;
  if (databaseUrl && clickhouseUrl) return work({ databaseUrl, clickhouseUrl });
  const running = runningStores(config);
  if (running) return work(running);
  const supervisor = await openSupervisor(config.dataDir, say);
  const stop = () => void supervisor.stop().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    await work(await openStores(supervisor, config));
  } finally {
    await supervisor.stop();
  }
}
