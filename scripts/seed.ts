/**
 * `npm run seed -- list` names the scenarios; `npm run seed -- demo` migrates the stores and makes that one, if the
 * database has no brand yet. `big` and `huge` come beside whatever there is, once. `npm start` makes the demo by itself.
 */
import { processClock, readConfig } from '@kolony/config';
import { migratePostgres } from '@kolony/db/migrate';
import { GENERATED, seedGenerated } from '@kolony/scenarios';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { say, step } from './bootstrap/steps.mjs';
import { seedOnce } from './seed-once.ts';
import { secretOf } from './supervisor/private-state.ts';
import type { StoreUrls } from './supervisor/stores.ts';
import { withStores } from './with-stores.ts';

interface Scenario {
  about: string;
  make(stores: StoreUrls): Promise<void>;
}

const generated = (name: keyof typeof GENERATED): Scenario => {
  const size = GENERATED[name];
  const count = (n: number) => n.toLocaleString('en');
  return {
    about: `${size.brands} brands with ${count(size.clicks)} clicks and ${count(size.orders)} orders of ninety days in ClickHouse, for reports. Not generated: orders in PostgreSQL, the ledger, payouts and statements; their campaigns say so and are not compared with the books`,
    async make(stores) {
      const config = readConfig();
      const request = { ...stores, trackerUrl: config.urls.tracker, clock: processClock(config), size };
      const login = await seedGenerated({ ...request, progress: say });
      say(
        login
          ? `Sign in as ${login.email} with ${login.password}.`
          : 'It was made already, or begun: nothing was changed. An empty place: KOLONY_DATA_DIR=<new folder>.',
      );
    },
  };
};

const scenarios: Record<string, Scenario> = {
  demo: {
    about:
      'two brands, their KOLs, live deals, clicks, orders, refunds and payouts, with logins in demo.json',
    async make(stores) {
      const config = { ...readConfig(), seed: 'demo' as const };
      const secret = config.secret ?? secretOf(config.dataDir);
      if (!(await seedOnce({ config, stores, secret, progress: say })))
        say(
          'The database has brands already: nothing was changed. An empty one: KOLONY_DATA_DIR=<new folder>.',
        );
    },
  },
  big: generated('big'),
  huge: generated('huge'),
};

async function main(name = 'list'): Promise<number> {
  const scenario = Object.hasOwn(scenarios, name) ? scenarios[name] : undefined;
  if (!scenario) {
    for (const [one, { about }] of Object.entries(scenarios)) say(`${one.padEnd(8)}${about}.`);
    if (name === 'list') return 0;
    console.error(`Kolony: there is no scenario '${name}'. Choose one of the above: npm run seed -- demo.`);
    return 1;
  }
  await withStores(readConfig(), async (stores) => {
    await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
    await step(`seed '${name}'`, () => scenario.make(stores));
  });
  return 0;
}

process.exitCode = await main(process.argv[2]);
