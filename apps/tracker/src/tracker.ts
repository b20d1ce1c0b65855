import cluster from 'node:cluster';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { processClock, type ServerConfig } from '@kolony/config';
import { openResolver, openSiteResolver } from '@kolony/links/resolver';
import { openNetworkHash, openRepeats, openSpool, readClickTokenKeys } from '@kolony/tracking';
import { openCountries, openDatacentres } from '@kolony/tracking/network';
import type { TrackerDeps } from './deps.ts';
import { figuresOf } from './figures.ts';
import { openPeers } from './peers.ts';
import { buildServer } from './server.ts';
import { startShipping } from './shipping.ts';
import { openSite } from './site/site.ts';

const log = (line: string) => console.error(line);

/**
 * One process that redirects and hears shops' pages: for each a spool (`spool/<worker>`, `site-spool/<worker>`) and a
 * resolver, one thread that ships, one server. Resolves when it listens.
 */
export async function startTracker(config: ServerConfig, worker: number): Promise<{ stop(): Promise<void> }> {
  const { dataDir, databaseUrl, secret } = config;
  const of = async (root: string, table: string) => ({
    table,
    dir: join(dataDir, root, String(worker)),
    left: worker === 0 ? await recoverLeft(join(dataDir, root), config.tracker.workers) : [],
  });
  const clicks = await of('spool', 'clicks');
  const events = await of('site-spool', 'site_events');
  const spool = openSpool({ dir: clicks.dir, behind: () => shipping.of(clicks.dir).behind() });
  const siteSpool = openSpool({ dir: events.dir, behind: () => shipping.of(events.dir).behind() });
  const shipping = startShipping({
    clickhouseUrl: config.clickhouseUrl,
    logs: [clicks, events].flatMap(({ table, dir, left }) =>
      [dir, ...left].map((one) => ({ dir: one, table })),
    ),
  });
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
    spool: siteSpool,
    shipper: shipping.of(events.dir),
    buildSnippet: async () => (await import('@kolony/snippet')).buildSnippet(),
  });
  const deps: TrackerDeps = {
    clock,
    keys,
    resolver,
    spool,
    shipper: shipping.of(clicks.dir),
    site,
    repeats: peers?.repeats ?? remembered,
    networkHash: openNetworkHash(secret),
    networks: {
      isDatacentre: openDatacentres(),
      // A proxy that says the country knows better.
      countryOf: config.tracker.countryHeader ? () => '' : openCountries(),
    },
    proxy: config.tracker,
    secure: config.urls.tracker.startsWith('https:'),
  };
  const server = buildServer(deps, () => [own(), ...(peers?.figures() ?? [])]);
  await server.listen({ host: config.host, port: config.ports.tracker });
  return {
    async stop() {
      await server.close();
      await Promise.all([spool.close(), siteSpool.close()]);
      peers?.close();
      await shipping.stop();
      await Promise.all([resolver.close(), siteResolver.close()]);
    },
  };
}

/** Spools of workers that there were more of before: recovered, to be shipped; nothing is added. */
async function recoverLeft(root: string, workers: number): Promise<string[]> {
  mkdirSync(root, { recursive: true });
  const dirs = readdirSync(root)
    .filter((name) => Number(name) >= workers)
    .map((name) => join(root, name));
  await Promise.all(dirs.map((dir) => openSpool({ dir }).close()));
  return dirs;
}
