import { setTimeout as sleep } from 'node:timers/promises';
import { processClock, type ServerConfig } from '@kolony/config';
import { openResolver } from '@kolony/links/resolver';
import { openNetworkHash, openRepeats, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { buildServer } from './server.ts';

/** A segment in hand when the end was asked for is shipped again after the next start, and counts once. Milliseconds. */
const SHIPPING_ENDS_WITHIN = 3_000;

/** One process that redirects: its spool in `dir`, shipper, resolver, server. Resolves when it listens. */
export async function startTracker(config: ServerConfig, dir: string): Promise<{ stop(): Promise<void> }> {
  const log = (line: string) => console.error(line);
  const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'tracker' });
  const spool = openSpool({ dir, behind: () => shipper.behind() });
  const shipper = startShipper({ dir, table: 'clicks', warehouse, log });
  const resolver = await openResolver({ databaseUrl: config.databaseUrl, log });
  const server = buildServer({
    clock: processClock(config),
    keys: readClickTokenKeys(config.secret, config.previousSecret),
    resolver,
    spool,
    shipper,
    repeats: openRepeats(),
    networkHash: openNetworkHash(config.secret),
    proxy: config.tracker,
    secure: config.urls.tracker.startsWith('https:'),
  });
  await server.listen({ host: config.host, port: config.ports.tracker });
  return {
    async stop() {
      await server.close();
      await spool.close();
      await Promise.race([shipper.stop(), sleep(SHIPPING_ENDS_WITHIN)]);
      await Promise.all([resolver.close(), warehouse.close()]);
    },
  };
}
