import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mintClickToken, openSpool, readClickTokenKeys, startShipper } from '@kolony/tracking';
import type { ClickRow } from '@kolony/tracking/schema';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { migrateWarehouse } from '@kolony/warehouse/migrate';
import { z } from 'zod';
import { makeScratchFolder, storeAddressOf } from '../supervisor/private-state.ts';
import { openStoresIn } from './bench-stores.ts';
import { type Benchmark, thousands } from './figure.ts';

const ROWS = 300_000;
const ROUNDS = 3;

/** Sealed segments to ClickHouse, exactly once and synced, beside the engine's own insert of the same rows. */
const benchmark: Benchmark = {
  about: `${thousands(ROWS)} clicks from segments to ClickHouse, beside INSERT … FORMAT RowBinary of the same rows`,
  async run(progress) {
    const dataDir = makeScratchFolder('bench');
    const stores = await openStoresIn(dataDir, await storeAddressOf(dataDir));
    await migrateWarehouse(stores.clickhouseUrl);
    const warehouse = openWarehouse({ url: stores.clickhouseUrl, surface: 'bench' });
    try {
      await spoolRows(join(dataDir, 'spool'));
      await ship(warehouse, join(dataDir, 'spool'));
      const file = join(dataDir, 'clicks.rowbinary');
      writeFileSync(file, await asRowBinary(stores.clickhouseUrl));
      let [shipped, own] = [0, 0];
      for (let round = 1; round <= ROUNDS; round++) {
        await warehouse.command('TRUNCATE TABLE clicks');
        own = Math.max(own, ROWS / (await insertFile(stores.clickhouseUrl, file)));
        await warehouse.command('TRUNCATE TABLE clicks');
        const dir = join(dataDir, `spool${round}`);
        await spoolRows(dir);
        shipped = Math.max(shipped, ROWS / (await ship(warehouse, dir)));
        progress(`  round ${round}: best so far ${thousands(own)} and ${thousands(shipped)} rows/s`);
      }
      return [
        {
          what: 'clicks shipped per second',
          value: thousands(shipped),
          reference: `${thousands(own)} (engine's own RowBinary insert)`,
          ratio: (shipped / own).toFixed(2),
          bar: '≥ 0.50',
          holds: shipped / own >= 0.5,
        },
      ];
    } finally {
      await warehouse.close();
      await stores.stop();
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};
export default benchmark;

async function spoolRows(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const keys = readClickTokenKeys('a1'.repeat(32));
  const spool = openSpool({ dir, segmentAge: 60_000 });
  for (let n = 0; n < ROWS; n += 10_000)
    await Promise.all(
      Array.from(
        { length: 10_000 },
        (_, i) =>
          new Promise((done) =>
            spool.append(JSON.stringify(row(n + i, mintClickToken(keys, clickOf(n + i)))), done),
          ),
      ),
    );
  await spool.close();
}

const clickOf = (n: number) => ({ linkNo: n % 10_000, dealNo: n % 100, at: new Date(1_793_520_000_000 + n) });

function row(n: number, token: string): ClickRow {
  return {
    click_id: token,
    at: clickOf(n).at.toISOString(),
    brand_id: `brd_${n % 20}`,
    campaign_id: `cmp_${n % 50}`,
    deal_id: `deal_${n % 100}`,
    kol_id: `kol_${n % 80}`,
    link_id: `lnk_${n % 10_000}`,
    visitor: token.slice(-22),
    network_hash: token.slice(-16),
    kind: 'click',
    counted: true,
    repeat: false,
    route: '',
    device: 'mobile',
    in_app: 'wechat',
    referrer_host: '',
    language: 'zh-cn',
    country: 'CN',
    consent: 'not_required',
  };
}

/** Seconds until every segment is acknowledged. */
async function ship(warehouse: Warehouse, dir: string): Promise<number> {
  const began = performance.now();
  const shipper = startShipper({ dir, table: 'clicks', warehouse });
  while (shipper.metrics().shipped < ROWS) await sleep(5);
  const seconds = (performance.now() - began) / 1_000;
  await shipper.stop();
  const sql = 'SELECT count() AS n FROM clicks';
  const [stored] = await warehouse.query({ name: 'stored', sql, row: z.object({ n: z.coerce.number() }) });
  if (stored?.n !== ROWS) throw new Error(`${stored?.n} rows of ${ROWS} are there`);
  return seconds;
}

async function asRowBinary(url: string): Promise<Buffer> {
  const answer = await post(url, 'SELECT * FROM clicks FORMAT RowBinary');
  return Buffer.from(await answer.arrayBuffer());
}

/** Seconds. */
async function insertFile(url: string, file: string): Promise<number> {
  const body = readFileSync(file);
  const began = performance.now();
  await post(url, 'INSERT INTO clicks FORMAT RowBinary', body);
  return (performance.now() - began) / 1_000;
}

async function post(url: string, query: string, body?: Buffer<ArrayBuffer>): Promise<Response> {
  const { origin, pathname, username, password } = new URL(url);
  const address = new URL(origin);
  address.searchParams.set('database', pathname.slice(1));
  address.searchParams.set('wait_end_of_query', '1');
  if (body) address.searchParams.set('query', query);
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'x-clickhouse-user': username, 'x-clickhouse-key': password },
    body: body ?? query,
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}
