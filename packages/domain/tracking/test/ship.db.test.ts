import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWarehouse } from '@kolony/testing';
import { openWarehouse, type Warehouse } from '@kolony/warehouse';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openSpool, startShipper } from '../src/index.ts';
import type { ClickRow } from '../src/schema.ts';

const click = (n: number): string => {
  const row: ClickRow = {
    click_id: `click-${n}`,
    at: new Date(1_793_520_000_000 + n).toISOString(),
    brand_id: 'b',
    campaign_id: 'c',
    deal_id: 'd',
    kol_id: 'k',
    link_id: 'l',
    visitor: `点击 ${n}`,
    network_hash: '',
    kind: 'click',
    counted: true,
    repeat: false,
    route: '',
    medium: 'link',
    sub1: '',
    sub2: '',
    sub3: '',
    device: 'mobile',
    in_app: '',
    referrer_host: '',
    language: '',
    country: '',
    consent: 'not_required',
  };
  return JSON.stringify(row);
};

const segments = (dir: string) => readdirSync(dir).filter((name) => !name.startsWith('lock'));

async function world() {
  const store = await makeWarehouse();
  const dir = mkdtempSync(join(tmpdir(), 'kolony-ship-'));
  const warehouse = openWarehouse({ url: store.url, surface: 'test' });
  return {
    dir,
    warehouse,
    count: async () =>
      (
        await warehouse.query({
          name: 'n',
          sql: 'SELECT count() AS n, uniqExact(click_id) AS u FROM clicks',
          row: z.object({ n: z.coerce.number(), u: z.coerce.number() }),
        })
      )[0],
    fill: async (from: number, to: number) => {
      const spool = openSpool({ dir });
      await Promise.all(
        Array.from(
          { length: to - from },
          (_, i) => new Promise((done) => spool.append(click(from + i), done)),
        ),
      );
      await spool.close();
    },
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      rmSync(dir, { recursive: true, force: true });
      await store[Symbol.asyncDispose]();
    },
  };
}

test('a segment that is sent twice (a crash between the answer and the delete) counts once', async () => {
  await using w = await world();
  await w.fill(0, 500);
  const [segment] = segments(w.dir);
  if (!segment) throw new Error('no segment');
  copyFileSync(join(w.dir, segment), join(tmpdir(), segment));
  const first = startShipper({ dir: w.dir, table: 'clicks', warehouse: w.warehouse });
  await expect.poll(() => segments(w.dir), { timeout: 10_000 }).toEqual([]);
  await first.stop();
  renameSync(join(tmpdir(), segment), join(w.dir, segment));
  const second = startShipper({ dir: w.dir, table: 'clicks', warehouse: w.warehouse });
  await expect.poll(() => segments(w.dir), { timeout: 10_000 }).toEqual([]);
  await second.stop();
  expect(await w.count()).toEqual({ n: 500, u: 500 });
});

test('while ClickHouse is away segments wait; then everything arrives, exactly', async () => {
  await using w = await world();
  let away = true;
  const flaky: Warehouse = {
    ...w.warehouse,
    insert: (insert) => (away ? Promise.reject(new Error('away')) : w.warehouse.insert(insert)),
  };
  const shipper = startShipper({ dir: w.dir, table: 'clicks', warehouse: flaky });
  await w.fill(0, 300);
  await w.fill(300, 700);
  await expect.poll(() => shipper.metrics().failures, { timeout: 10_000 }).toBeGreaterThan(1);
  expect(shipper.metrics().segmentsWaiting).toBe(2);
  away = false;
  await expect.poll(() => segments(w.dir), { timeout: 15_000 }).toEqual([]);
  expect(shipper.metrics()).toMatchObject({ shipped: 700, damaged: 0 });
  await shipper.stop();
  expect(await w.count()).toEqual({ n: 700, u: 700 });
});

test('a segment with damage in the middle and a torn tail: the rows around both arrive, and nothing of them', async () => {
  await using w = await world();
  await w.fill(0, 300);
  const [segment = ''] = segments(w.dir);
  const bytes = readFileSync(join(w.dir, segment));
  const hit = bytes.indexOf('"click-150"');
  bytes.writeUInt8(0, hit + 3);
  const torn = bytes.subarray(8, 60);
  writeFileSync(join(w.dir, segment), Buffer.concat([bytes, torn]));
  const shipper = startShipper({ dir: w.dir, table: 'clicks', warehouse: w.warehouse });
  await expect.poll(() => segments(w.dir), { timeout: 10_000 }).toEqual([]);
  await shipper.stop();
  expect(shipper.metrics()).toMatchObject({ shipped: 299, damaged: 2 });
  expect(await w.count()).toEqual({ n: 299, u: 299 });
});
