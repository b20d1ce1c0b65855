/**
 * `npm start` and, with --dev, `npm run dev`: stores, migrations, the demo, the two builds and the five servers under
 * one supervisor. Ends on Ctrl-C, SIGTERM, or when the command that started it is gone.
 */
import { join, resolve } from 'node:path';
import { type Config, readConfig } from '@kolony/config';
import { migratePostgres } from '@kolony/db/migrate';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { checkPorts, PORTS, Refusal } from './bootstrap/preflight.mjs';
import { say, step } from './bootstrap/steps.mjs';
import { demoLogins, refreshDemoUrls } from './demo-file.ts';
import { dropUnfinishedSeed, seedOnce } from './seed-once.ts';
import { buildWeb } from './supervisor/build-web.ts';
import { secretOf } from './supervisor/private-state.ts';
import { openServers } from './supervisor/servers.ts';
import { openStores, type StoreUrls } from './supervisor/stores.ts';
import { openSupervisor, type Supervisor } from './supervisor/supervisor.ts';

const root = resolve(import.meta.dirname, '..');

async function bringUp(supervisor: Supervisor, config: Config, dev: boolean): Promise<void> {
  const ports = PORTS.map(({ name, variable, fallback }) => {
    const port = Object.entries(config.ports).find(([server]) => server === name)?.[1] ?? fallback;
    return { name, variable, port };
  });
  const [taken] = await checkPorts(ports, config.host);
  if (taken) throw taken;

  const embedded = !config.databaseUrl && !config.clickhouseUrl;
  const clockFile = config.clockFile ?? (embedded ? join(config.dataDir, 'clock') : undefined);
  const clocked = { ...config, clockFile };
  if (dropUnfinishedSeed(config))
    say('  · the last first start was interrupted while seeding; beginning again');

  const secret = config.secret ?? secretOf(config.dataDir);
  const [stores] = await Promise.all([
    fillStores(supervisor, clocked, secret),
    dev
      ? undefined
      : step('build the web apps', () =>
          buildWeb({ root, logs: join(config.dataDir, 'logs'), signal: supervisor.signal }),
        ),
  ]);
  await step('start the servers', () =>
    openServers(supervisor, { root, config, stores, secret, clockFile, dev }),
  );
}

async function fillStores(supervisor: Supervisor, config: Config, secret: string): Promise<StoreUrls> {
  const given = config.databaseUrl && config.clickhouseUrl;
  const stores = await step(
    given ? 'reach PostgreSQL and ClickHouse' : 'start PostgreSQL and ClickHouse',
    () => openStores(supervisor, config),
  );
  await step('migrate both', async () => {
    const [tables, warehouse] = await Promise.all([
      migratePostgres(stores.databaseUrl),
      migrateWarehouse(stores.clickhouseUrl),
    ]);
    const applied = tables.length + warehouse.length;
    return applied === 0 ? 'up to date' : `${applied} applied`;
  });
  if (config.seed === 'demo')
    await step('seed the demo', async () =>
      (await seedOnce({ config, stores, secret, progress: supervisor.log('seed').write }))
        ? 'new'
        : 'there already',
    );
  refreshDemoUrls(config.dataDir, config.urls);
  return stores;
}

function announce(config: Config): void {
  const { urls, dataDir } = config;
  const logins = demoLogins(dataDir);
  const login = (app: 'brand' | 'portal') => {
    const found = logins.find((entry) => entry.app === app);
    return found ? `   ${found.email} / ${found.password}` : '';
  };
  say('');
  say('Kolony is ready.');
  say(`  Brands    ${urls.brand}${login('brand')}`);
  say(`  KOLs      ${urls.portal}${login('portal')}`);
  say(`  Tracker   ${urls.tracker}`);
  say(`  REST API  ${urls.api}/v1/openapi.json`);
  say(`  Data and logs are in ${dataDir}. Ctrl-C stops everything.`);
}

/** Settles with the word for what asked us to stop. A second request ends at once. */
function stopRequested(): Promise<string> {
  return new Promise((asked) => {
    let before = false;
    const ask = (by: string) => {
      if (before && by === 'SIGINT') process.exit(130);
      before = true;
      asked(by);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
    // Our own command (scripts/bootstrap.mjs) was killed: nobody could stop us any more.
    process.on('disconnect', () => ask('disconnect'));
    process.channel?.unref();
  });
}

async function main(): Promise<number> {
  const dev = process.argv.includes('--dev');
  const config = readConfig();
  const stop = stopRequested();
  const supervisor = await openSupervisor(config.dataDir, say);
  const work = bringUp(supervisor, config, dev).then(() => {
    announce(config);
    process.send?.({ ready: true, urls: config.urls });
  });
  // While it works, the only ways out are a failure and a request to stop.
  const outcome = await Promise.race([stop, work.then(() => stop)]).catch((error: unknown) => error);
  work.catch(() => undefined);
  if (typeof outcome === 'string') say(`\nStopping (${outcome}) …`);
  await supervisor.stop();
  if (typeof outcome === 'string') {
    say('Stopped.');
    return 0;
  }
  throw outcome;
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Refusal ? `\nKolony: ${error.message}` : error);
    process.exit(1);
  },
);
