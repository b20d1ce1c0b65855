import { join } from 'node:path';
import { processClock, readServerConfig } from '@kolony/config';
import { openResolver, openSiteResolver } from '@kolony/links/resolver';
import { openNetworkHash, openRepeats, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { buildServer } from './server.ts';
import { openSite } from './site/site.ts';

const config = readServerConfig();
const dir = join(config.dataDir, 'spool');
const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'tracker' });
const spool = openSpool({ dir });
const shipper = startShipper({ dir, table: 'clicks', warehouse });
const resolver = await openResolver({ databaseUrl: config.databaseUrl, log: (line) => console.error(line) });
const clock = processClock(config);
const keys = readClickTokenKeys(config.secret);
// A spool of their own: no flood of views delays a click.
const siteDir = join(config.dataDir, 'site-spool');
const siteSpool = openSpool({ dir: siteDir });
const siteShipper = startShipper({ dir: siteDir, table: 'site_events', warehouse });
const siteResolver = openSiteResolver({
  databaseUrl: config.databaseUrl,
  log: (line) => console.error(line),
});
const server = buildServer({
  clock,
  keys,
  site: openSite({
    clock,
    keys,
    resolver: siteResolver,
    spool: siteSpool,
    shipper: siteShipper,
    buildSnippet: async () => (await import('@kolony/snippet')).buildSnippet(),
  }),
  resolver,
  spool,
  shipper,
  isRepeat: openRepeats(),
  networkHash: openNetworkHash(config.secret),
  secure: config.urls.tracker.startsWith('https:'),
});
await server.listen({ host: config.host, port: config.ports.tracker });
console.log(`tracker ready on ${config.urls.tracker}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.close();
  await Promise.all([spool.close(), siteSpool.close()]);
  await Promise.all([shipper.stop(), siteShipper.stop()]);
  await Promise.all([resolver.close(), siteResolver.close(), warehouse.close()]);
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the supervisor: without it there is nobody to answer to.
process.on('disconnect', stop);
