import { processClock, readServerConfig } from '@kolony/config';
import { connectorSettings } from '@kolony/connectors';
import { openDatabase } from '@kolony/db';
import { readClickToken, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { webhookSettings } from '@kolony/webhooks';
import { rateLimiter, scaled } from './rate-limit.ts';
import { buildServer } from './server.ts';

const config = readServerConfig();
const db = openDatabase(config.databaseUrl, { max: 16 });
const warehouse = openWarehouse({ url: config.clickhouseUrl, surface: 'api' });
const clickKeys = readClickTokenKeys(config.secret, config.previousSecret);
const server = await buildServer({
  db,
  clock: processClock(config),
  trackerUrl: config.urls.tracker,
  warehouse,
  clickKeys,
  readClick: (token) => readClickToken(clickKeys, token),
  connectors: connectorSettings(config),
  webhooks: webhookSettings(config),
  apiUrl: config.urls.api,
  rateLimiter: rateLimiter(scaled(config.apiRateLimit)),
});
await server.listen({ host: config.host, port: config.ports.api });
console.log(`api ready on ${config.urls.api}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  await server.close();
  await Promise.all([db.$disconnect(), warehouse.close()]);
  process.exit(0);
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
// Started by the supervisor: without it there is nobody to answer to.
process.on('disconnect', stop);
