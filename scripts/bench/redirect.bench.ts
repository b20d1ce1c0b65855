import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migratePostgres } from '@kolony/db/migrate';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { Client } from 'pg';
import { startChild } from '../supervisor/child.ts';
import type { Running } from '../supervisor/keep-running.ts';
import { freePort, makeScratchFolder, secretOf, storeAddressOf } from '../supervisor/private-state.ts';
import { openStoresIn } from './bench-stores.ts';
import { type Benchmark, type Figure, thousands } from './figure.ts';
import { applyLoad, loadTool, type Measured } from './load.ts';

const LINKS = 10_000;
const CONNECTIONS = 256;
const SECONDS = 8;
const ROUNDS = 3;
const slug = (n: number) => `bench${n}`;

/** Counted, durable redirects of one tracker process against a bare 302, in turns, the best round of each. */
const benchmark: Benchmark = {
  about: `redirects, 1 process, ${CONNECTIONS} connections, ${thousands(LINKS)} links, load by ${loadTool()}`,
  async run(progress) {
    const dataDir = makeScratchFolder('bench');
    const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
    const running: Running[] = [];
    try {
      await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
      await insertLinks(stores.databaseUrl);
      const [barePort, trackerPort, spare] = [await freePort(), await freePort(), await freePort()];
      const env: NodeJS.ProcessEnv = {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: stores.databaseUrl,
        CLICKHOUSE_URL: stores.clickhouseUrl,
        KOLONY_DATA_DIR: dataDir,
        KOLONY_SECRET: secretOf(dataDir),
        TRACKER_PORT: String(trackerPort),
        API_PORT: String(spare),
      };
      const spec = { command: process.execPath, env, onLine: () => undefined };
      const app = join(import.meta.dirname, '..', '..', 'apps', 'tracker');
      running.push(
        await startChild({
          ...spec,
          args: [join(import.meta.dirname, 'bare-redirect.ts'), String(barePort)],
          cwd: dataDir,
        }),
      );
      running.push(await startChild({ ...spec, args: ['src/main.ts'], cwd: app }));
      await Promise.all([answers(barePort), answers(trackerPort)]);
      return figures(await measure({ barePort, trackerPort, progress }));
    } finally {
      await Promise.all(running.map((child) => child.stop()));
      await stores.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
export default benchmark;

interface Pair {
  bare: Measured;
  tracker: Measured;
}

interface Rounds {
  barePort: number;
  trackerPort: number;
  progress(line: string): void;
}

async function measure({ barePort, trackerPort, progress }: Rounds): Promise<Pair> {
  const paths = Array.from({ length: LINKS }, (_, n) => `/${slug(n)}`);
  const load = (port: number, seconds: number) =>
    applyLoad({ origin: `http://127.0.0.1:${port}`, paths, connections: CONNECTIONS, seconds });
  // The first seconds fill the link cache and let the compiler settle.
  for (const port of [barePort, trackerPort]) await load(port, 3);
  let best: Pair | undefined;
  for (let round = 1; round <= ROUNDS; round++) {
    const bare = await load(barePort, SECONDS);
    const tracker = await load(trackerPort, SECONDS);
    if (bare.errors + tracker.errors > 0)
      throw new Error(
        `${bare.errors} of the bare server's and ${tracker.errors} of the tracker's answers were errors`,
      );
    progress(`  round ${round}: bare ${thousands(rate(bare))}/s, tracker ${thousands(rate(tracker))}/s`);
    best = best
      ? { bare: faster(best.bare, bare), tracker: faster(best.tracker, tracker) }
      : { bare, tracker };
  }
  if (!best) throw new Error('nothing was measured');
  return best;
}

const rate = ({ requests, seconds }: Measured) => requests / seconds;
const faster = (a: Measured, b: Measured) => (rate(a) >= rate(b) ? a : b);

function figures({ bare, tracker }: Pair): Figure[] {
  const ratio = rate(tracker) / rate(bare);
  const allowed = 3 * bare.p99 + 10;
  return [
    {
      what: 'redirects per second',
      value: thousands(rate(tracker)),
      reference: `${thousands(rate(bare))} (bare node:http)`,
      ratio: ratio.toFixed(2),
      bar: '≥ 0.50',
      holds: ratio >= 0.5,
    },
    {
      what: 'p99',
      value: `${tracker.p99.toFixed(1)} ms`,
      reference: `${bare.p99.toFixed(1)} ms`,
      ratio: (tracker.p99 / bare.p99).toFixed(2),
      bar: `≤ 3 × + 10 ms = ${allowed.toFixed(1)} ms`,
      holds: tracker.p99 <= allowed,
    },
  ];
}

async function answers(port: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const status = await fetch(`http://127.0.0.1:${port}/readyz`, { redirect: 'manual' }).then(
      (r) => r.status,
      () => 0,
    );
    if (status === 200 || status === 302) return;
  }
  throw new Error(`nothing is ready on port ${port} after 30 s`);
}

/** Rows of the load's own, not a scenario: ten thousand active links of one deal. */
export async function insertLinks(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`
      INSERT INTO users (id, email, name, password_hash, created_at) VALUES ('usr_b', 'bench@kolony.example', 'Bench', '', now());
      INSERT INTO kols (id, user_id, handle, display_name, time_zone, created_at) VALUES ('kol_b', 'usr_b', 'bench', 'Bench', 'UTC', now());
      INSERT INTO brands (id, name, time_zone, created_at) VALUES ('brd_b', 'Bench', 'UTC', now());
      INSERT INTO campaigns (id, brand_id, name, state, currency, brief, disclosure, landing_url, model, window_days, code_rule, offer, created_at)
        VALUES ('cmp_b', 'brd_b', 'Bench', 'live', 'CNY', '', '', 'https://shop.example/', 'last_click', 30, 'code_wins', '{}', now());
      INSERT INTO deals (id, brand_id, campaign_id, kol_id, state, offer, invited_at, answered_at)
        VALUES ('deal_b', 'brd_b', 'cmp_b', 'kol_b', 'active', '{}', now(), now());
      INSERT INTO links (id, brand_id, campaign_id, deal_id, kol_id, slug, label, destination, state, created_at)
        SELECT 'lnk_' || n, 'brd_b', 'cmp_b', 'deal_b', 'kol_b', 'bench' || n, '', 'https://shop.example/p/' || n, 'active', now()
        FROM generate_series(0, ${LINKS - 1}) AS n`);
  } finally {
    await client.end();
  }
}
