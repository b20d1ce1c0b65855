import cluster from 'node:cluster';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { processClock, type ServerConfig } from '@kolony/config';
import { openResolver } from '@kolony/links/resolver';
import { openNetworkHash, openRepeats, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import type { TrackerDeps } from './deps.ts';
import { figuresOf } from './figures.ts';
import { openPeers } from './peers.ts';
import { buildServer } from './server.ts';

const TABLE = 'clicks';
/** A segment in hand when the end was asked for is shipped again after the next start, and counts once. Milliseconds. */
const SHIPPING_ENDS_WITHIN = 3_000;
const log = (line: string) => console.error(line);

/** One process that redirects: spool in `spool/<worker>`, shipper, resolver, server. Resolves when it listens. */
export async function startTracker(config: ServerConfig, worker: number): Promise<{ stop(): Promise<void> }> {
  const root = join(config.dataDir, 'spool');
  const dir = join(root, String(worker));
  const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'tracker' });
  mkdirSync(root, { recursive: true });
  const spool = openSpool({ dir, behind: () => shipper.behind() });
  const shipper = startShipper({ dir, table: TABLE, warehouse, log });
  const resolver = await openResolver({ databaseUrl: config.databaseUrl, log });
  const remembered = openRepeats();
  const own = () => figuresOf(deps, worker);
  const peers = cluster.isWorker ? openPeers(remembered, own) : null;
  const deps: TrackerDeps = {
    clock: processClock(config),
    keys: readClickTokenKeys(config.secret, config.previousSecret),
    resolver,
    spool,
    shipper,
    repeats: peers?.repeats ?? remembered,
    networkHash: openNetworkHash(config.secret),
    proxy: config.tracker,
    secure: config.urls.tracker.startsWith('https:'),
  };
  const shippers = [
    shipper,
    ...(worker === 0 ? await adopt(root, { warehouse, workers: config.tracker.workers }) : []),
  ];
  const server = buildServer(deps, () => [own(), ...(peers?.figures() ?? [])]);
  await server.listen({ host: config.host, port: config.ports.tracker });
  return {
    async stop() {
      await server.close();
      await spool.close();
      peers?.close();
      await Promise.race([Promise.all(shippers.map((one) => one.stop())), sleep(SHIPPING_ENDS_WITHIN)]);
      await Promise.all([resolver.close(), warehouse.close()]);
    },
  };
}

/** Spools of workers that there were more of before: recovered and shipped, nothing is added. */
async function adopt(root: string, { warehouse, workers }: { warehouse: Warehouse; workers: number }) {
  const left = readdirSync(root).filter((name) => /^\d+$/.test(name) && Number(name) >= workers);
  const dirs = left.map((name) => join(root, name));
  await Promise.all(dirs.map((dir) => openSpool({ dir }).close()));
  return dirs.map((dir) => startShipper({ dir, table: TABLE, warehouse, log }));
}
