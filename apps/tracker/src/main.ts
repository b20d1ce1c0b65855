import { join } from 'node:path';
import { processClock, readServerConfig } from '@kolony/config';
import { openResolver } from '@kolony/links/resolver';
import { openNetworkHash, openRepeats, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { buildServer } from './server.ts';

const config = readServerConfig();
const dir = join(config.dataDir, 'spool');
const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'tracker' });
const spool = openSpool({ dir });
const shipper = startShipper({ dir, table: 'clicks', warehouse });
const resolver = await openResolver({ databaseUrl: config.databaseUrl, log: (line) => console.error(line) });
const server = buildServer({
  clock: processClock(config),
  keys: readClickTokenKeys(config.secret),
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
  await spool.close();
  await shipper.stop();
  await Promise.all([resolver.close(), warehouse.close()]);
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the supervisor: without it there is nobody to answer to.
process.on('disconnect', stop);
