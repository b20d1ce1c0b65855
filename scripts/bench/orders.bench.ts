import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '@kolony/db';
import { migratePostgres } from '@kolony/db/migrate';
import { createApiKey } from '@kolony/identity';
import { systemClock } from '@kolony/kernel';
import { agree, campaignOf, castBrand, castKol, launch } from '@kolony/scenarios/worlds';
import { mintClickToken, readClickTokenKeys } from '@kolony/tracking';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { z } from 'zod';
import { startChild } from '../supervisor/child.ts';
import type { Running } from '../supervisor/keep-running.ts';
import { freePort, makeScratchFolder, secretOf, storeAddressOf } from '../supervisor/private-state.ts';
import { openStoresIn } from './bench-stores.ts';
import { type Benchmark, type Figure, thousands } from './figure.ts';

const CAMPAIGNS = 20;
const CLIENTS = 64;
const SECONDS = 10;
const ROUNDS = 2;
/** Enough that no order of a run is refused; the one hard budget is refused against on purpose. */
const DEEP = 1_000_000_000_000;

const Measured = z.object({ requests: z.number(), seconds: z.number(), errors: z.number(), p50: z.number() });
type Measured = z.infer<typeof Measured>;
const rate = ({ requests, seconds }: Measured) => requests / seconds;

/** Orders over REST, each with attribution, commission, ledger, budget and outbox, durable, beside pgbench's TPC-B. */
const benchmark: Benchmark = {
  about: `orders over REST, ${CLIENTS} clients, beside pgbench TPC-B (32 clients, scale 10) on the same PostgreSQL`,
  async run(progress) {
    const dataDir = makeScratchFolder('bench');
    const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
    const running: Running[] = [];
    try {
      await Promise.all([migratePostgres(stores.databaseUrl), migrateWarehouse(stores.clickhouseUrl)]);
      const port = await freePort();
      const secret = secretOf(dataDir);
      const shop = await openShop(stores.databaseUrl, secret);
      const env: NodeJS.ProcessEnv = {
        ...process.env,
        NODE_ENV: 'production',
        DATABASE_URL: stores.databaseUrl,
        CLICKHOUSE_URL: stores.clickhouseUrl,
        KOLONY_DATA_DIR: dataDir,
        KOLONY_SECRET: secret,
        API_PORT: String(port),
        API_RATE_LIMIT: '0',
      };
      const cwd = join(import.meta.dirname, '..', '..', 'apps', 'api');
      running.push(
        await startChild({
          command: process.execPath,
          args: ['src/main.ts'],
          cwd,
          env,
          onLine: () => undefined,
        }),
      );
      await answers(port);
      const database = await preparePgbench(stores.databaseUrl);
      const load = (tokens: readonly string[], clients: number, seconds = SECONDS) =>
        postOrders({ port, key: shop.key, tokens, clients, seconds });
      await load(shop.tokens, CLIENTS, 3);
      const best: Record<'many' | 'one' | 'alone', Measured | null> = { many: null, one: null, alone: null };
      let tps = 0;
      let latency = Number.POSITIVE_INFINITY;
      for (let round = 1; round <= ROUNDS; round++) {
        const reference = await pgbench(database, 32);
        const single = await pgbench(database, 1);
        tps = Math.max(tps, reference.tps);
        latency = Math.min(latency, single.latency);
        best.many = better(best.many, await load(shop.tokens, CLIENTS));
        best.one = better(best.one, await load(shop.tokens.slice(0, 1), CLIENTS));
        best.alone = better(best.alone, await load(shop.tokens.slice(0, 1), 1, 5));
        progress(
          `  round ${round}: pgbench ${thousands(reference.tps)} tps, ${single.latency.toFixed(2)} ms alone; ` +
            `orders ${thousands(rate(best.many))}/s on ${CAMPAIGNS} campaigns, ${thousands(rate(best.one))}/s on one`,
        );
      }
      return figures(best, { tps, latency });
    } finally {
      await Promise.all(running.map((child) => child.stop()));
      await stores.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
export default benchmark;

function better(a: Measured | null, b: Measured): Measured {
  if (b.errors > 0) throw new Error(`${b.errors} orders were answered with an error`);
  return a === null || rate(b) > rate(a) ? b : a;
}

function figures(
  { many, one, alone }: Record<'many' | 'one' | 'alone', Measured | null>,
  reference: { tps: number; latency: number },
): Figure[] {
  if (!many || !one || !alone) throw new Error('nothing was measured');
  const row = (what: string, measured: Measured, bar: number): Figure => {
    const ratio = rate(measured) / reference.tps;
    return {
      what,
      value: `${thousands(rate(measured))}/s`,
      reference: `${thousands(reference.tps)} tps (pgbench TPC-B)`,
      ratio: ratio.toFixed(2),
      bar: `≥ ${bar.toFixed(1)}`,
      holds: ratio >= bar,
    };
  };
  const slower = alone.p50 / reference.latency;
  return [
    row(`orders on ${CAMPAIGNS} campaigns`, many, 1.5),
    row('orders on one campaign with a hard budget', one, 1),
    {
      what: 'one client, median',
      value: `${alone.p50.toFixed(2)} ms`,
      reference: `${reference.latency.toFixed(2)} ms (pgbench)`,
      ratio: slower.toFixed(2),
      bar: '≤ 3.0',
      holds: slower <= 3,
    },
  ];
}

/** A shop whose brand runs twenty funded campaigns, and a click token of each. */
async function openShop(databaseUrl: string, secret: string): Promise<{ key: string; tokens: string[] }> {
  const db = openDatabase(databaseUrl);
  try {
    const deps = { db, clock: systemClock, trackerUrl: 'https://go.example' };
    const brand = await castBrand(deps, { email: 'bench@brand.example', workspace: 'Bench' });
    const kol = await castKol(deps, { handle: 'bench', displayName: 'Bench' });
    const { key } = await createApiKey(deps, brand.scope, { name: 'bench', scopes: ['conversions:write'] });
    const keys = readClickTokenKeys(secret);
    const tokens: string[] = [];
    for (let n = 0; n < CAMPAIGNS; n++) {
      const campaign = { campaign: campaignOf(), budget: DEEP };
      const { id: campaignId } = await launch(deps, brand.scope, campaign);
      const link = await agree(deps, { brand: brand.scope, kol: kol.scope, campaignId });
      const row = await db.link.findUniqueOrThrow({ where: { id: link.id }, include: { deal: true } });
      tokens.push(
        mintClickToken(keys, { linkNo: Number(row.no), dealNo: Number(row.deal.no), at: new Date() }),
      );
    }
    return { key, tokens };
  } finally {
    await db.$disconnect();
  }
}

interface Orders {
  port: number;
  key: string;
  tokens: readonly string[];
  clients: number;
  seconds: number;
}

/** Every request is an order of its own; wrk keeps every connection busy with one at a time. */
async function postOrders({ port, key, tokens, clients, seconds }: Orders): Promise<Measured> {
  const scratch = mkdtempSync(join(tmpdir(), 'kolony-orders-'));
  try {
    const script = join(scratch, 'orders.lua');
    // Ordered a second ahead of the clicks: whole seconds of a run stay within the shop's clock tolerance.
    const at = new Date(Date.now() + 1_000).toISOString();
    writeFileSync(
      script,
      `
local tokens, n = { ${tokens.map((token) => `"${token}"`).join(', ')} }, 0
local headers = { ["Authorization"] = "Bearer ${key}", ["Content-Type"] = "application/json" }
request = function()
  n = n + 1
  return wrk.format("POST", "/v1/conversions", headers, string.format(
    '{"order_id":"${Date.now().toString(36)}-%d","amount":20000,"currency":"CNY","occurred_at":"${at}","click_id":"%s"}',
    n, tokens[n % #tokens + 1]))
end
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format('\\n{"requests":%d,"seconds":%f,"errors":%d,"p50":%f}\\n', summary.requests,
    summary.duration / 1e6, e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50) / 1e3))
end
`,
    );
    const printed = await output('wrk', [
      '-t1',
      `-c${clients}`,
      `-d${seconds}s`,
      '-s',
      script,
      `http://127.0.0.1:${port}`,
    ]);
    return Measured.parse(JSON.parse(printed.trim().split('\n').at(-1) ?? ''));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** TPC-B tables at scale 10 in a database of their own on the same server. */
async function preparePgbench(databaseUrl: string): Promise<string> {
  const db = openDatabase(databaseUrl);
  await db.$executeRawUnsafe('CREATE DATABASE pgbench').finally(() => db.$disconnect());
  const url = new URL(databaseUrl);
  url.pathname = '/pgbench';
  await output('pgbench', ['-i', '-s', '10', '-q', url.href]);
  return url.href;
}

/** Transactions per second, and the mean latency in milliseconds. */
async function pgbench(url: string, clients: number): Promise<{ tps: number; latency: number }> {
  const jobs = String(Math.min(2, clients));
  const printed = await output('pgbench', [
    '-n',
    '-c',
    String(clients),
    '-j',
    jobs,
    '-T',
    String(SECONDS),
    url,
  ]);
  const figure = (pattern: RegExp) => Number(pattern.exec(printed)?.[1]);
  return { tps: figure(/tps = ([\d.]+)/), latency: figure(/latency average = ([\d.]+) ms/) };
}

function output(command: string, args: string[]): Promise<string> {
  return new Promise((done, failed) => {
    execFile(command, args, (error, text, errors) =>
      error ? failed(new Error(`${command}: ${errors || error.message}`)) : done(text),
    );
  });
}

async function answers(port: number): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
    const status = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (r) => r.status,
      () => 0,
    );
    if (status === 200) return;
  }
  throw new Error(`nothing is ready on port ${port} after 30 s`);
}
