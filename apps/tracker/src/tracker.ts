import cluster from 'node:cluster';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processClock, type ServerConfig } from '@kolony/config';
import { openResolver, openSiteResolver } from '@kolony/links/resolver';
import {
  openCountries,
  openDatacentres,
  openNetworkHash,
  openRepeats,
  openSpool,
  readClickTokenKeys,
  startShipper,
} from '@kolony/tracking';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import type { TrackerDeps } from './deps.ts';
import { figuresOf } from './figures.ts';
import { openPeers } from './peers.ts';
import { buildServer } from './server.ts';
import { openSite } from './site/site.ts';

/** A segment in hand when the end was asked for is shipped again after the next start, and counts once. Milliseconds. */
const SHIPPING_ENDS_WITHIN = 3_000;
const log = (line: string) => console.error(line);

/**
 * One process that redirects and hears shops' pages: for each a spool (`spool/<worker>`, `site-spool/<worker>`) with its
 * shipper and a resolver, and one server. Resolves when it listens.
 */
export async function startTracker(config: ServerConfig, worker: number): Promise<{ stop(): Promise<void> }> {
  const { dataDir, databaseUrl, secret } = config;
  const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'tracker' });
  const place = { warehouse, worker, workers: config.tracker.workers };
  const clicks = await openLog(join(dataDir, 'spool'), 'clicks', place);
  const events = await openLog(join(dataDir, 'site-spool'), 'site_events', place);
  const resolver = await openResolver({ databaseUrl, log });
  const siteResolver = openSiteResolver({ databaseUrl, log });
  const remembered = openRepeats();
  const own = () => figuresOf(deps, worker);
  const peers = cluster.isWorker ? openPeers(remembered, own) : null;
  const clock = processClock(config);
  const keys = readClickTokenKeys(secret, config.previousSecret);
  const site = openSite({
    clock,
    keys,
    resolver: siteResolver,
    spool: events.spool,
    shipper: events.shipper,
    buildSnippet: async () => (await import('@kolony/snippet')).buildSnippet(),
  });
  const deps: TrackerDeps = {
    clock,
    keys,
    resolver,
    spool: clicks.spool,
    shipper: clicks.shipper,
    site,
    repeats: peers?.repeats ?? remembered,
    networkHash: openNetworkHash(secret),
    networks: {
      isDatacentre: openDatacentres(),
      // A proxy that says the country knows better.
      countryOf: config.tracker.countryHeader ? () => '' : await openCountries(),
    },
    proxy: config.tracker,
    secure: config.urls.tracker.startsWith('https:'),
  };
  const server = buildServer(deps, () => [own(), ...(peers?.figures() ?? [])]);
  await server.listen({ host: config.host, port: config.ports.tracker });
  return {
    async stop() {
      await server.close();
      await Promise.all([clicks.spool.close(), events.spool.close()]);
      peers?.close();
      const shipping = Promise.all([...clicks.shippers, ...events.shippers].map((one) => one.stop()));
      await Promise.race([shipping, sleep(SHIPPING_ENDS_WITHIN)]);
      await Promise.all([resolver.close(), siteResolver.close(), warehouse.close()]);
    },
  };
}

interface Place {
  warehouse: Warehouse;
  worker: number;
  workers: number;
}

/** A worker's spool and its way to `table`. Worker 0 also ships what workers left that there were more of before. */
async function openLog(root: string, table: string, { warehouse, worker, workers }: Place) {
  mkdirSync(root, { recursive: true });
  const dir = join(root, String(worker));
  const spool = openSpool({ dir, behind: () => shipper.behind() });
  const shipper = startShipper({ dir, table, warehouse, log });
  const left = worker === 0 ? readdirSync(root).filter((name) => Number(name) >= workers) : [];
  const dirs = left.map((name) => join(root, name));
  // Recovered, and nothing is added.
  await Promise.all(dirs.map((one) => openSpool({ dir: one }).close()));
  return {
    spool,
    shipper,
    shippers: [shipper, ...dirs.map((one) => startShipper({ dir: one, table, warehouse, log }))],
  };
}
