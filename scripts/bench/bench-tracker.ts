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

export interface BenchTracker {
  origin: string;
  /** A bare node:http server beside it, that answers 302 and nothing else. */
  bareOrigin: string;
  clickhouseUrl: string;
  /** Addresses of its links. */
  paths: readonly string[];
  stop(): Promise<void>;
}

/** The tracker as in production, one process, with so many links, on stores of its own. */
export async function openBenchTracker(links: number): Promise<BenchTracker> {
  const dataDir = makeScratchFolder('bench');
  const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
  const running: Running[] = [];
  const stop = async () => {
    await Promise.all(running.map((child) => child.stop()));
    await stores.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
    await insertLinks(stores.databaseUrl, links);
    const [barePort, trackerPort, spare] = [await freePort(), await freePort(), await freePort()];
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      MALLOC_ARENA_MAX: '2',
      DATABASE_URL: stores.databaseUrl,
      CLICKHOUSE_URL: stores.clickhouseUrl,
      KOLONY_DATA_DIR: dataDir,
      KOLONY_SECRET: secretOf(dataDir),
      TRACKER_PORT: String(trackerPort),
      API_PORT: String(spare),
    };
    const spec = { command: process.execPath, env, onLine: () => undefined };
    const app = join(import.meta.dirname, '..', '..', 'apps', 'tracker');
    const bare = join(import.meta.dirname, 'bare-redirect.ts');
    running.push(await startChild({ ...spec, args: [bare, String(barePort)], cwd: dataDir }));
    running.push(await startChild({ ...spec, args: ['src/main.ts'], cwd: app }));
    await Promise.all([answers(barePort), answers(trackerPort)]);
    return {
      origin: `http://127.0.0.1:${trackerPort}`,
      bareOrigin: `http://127.0.0.1:${barePort}`,
      clickhouseUrl: stores.clickhouseUrl,
      paths: Array.from({ length: links }, (_, n) => `/bench${n}`),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A figure of the tracker's own /metrics. */
export async function metricOf({ origin }: BenchTracker, name: string): Promise<number> {
  const text = await (await fetch(`${origin}/metrics`)).text();
  return Number(new RegExp(`^${name}\\{worker="0"\\} (.+)$`, 'm').exec(text)?.[1]);
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

/** Rows of the load's own, not a scenario: active links of one deal. */
async function insertLinks(databaseUrl: string, links: number): Promise<void> {
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
        FROM generate_series(0, ${links - 1}) AS n`);
  } finally {
    await client.end();
  }
}
