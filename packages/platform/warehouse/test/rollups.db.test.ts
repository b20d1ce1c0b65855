import { makeWarehouse } from '@kolony/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openWarehouse, type Warehouse } from '../src/index.ts';
import { type RebuiltMonth, rebuildRollups } from '../src/rebuild.ts';

async function makeWorld() {
  const made = await makeWarehouse();
  const warehouse = openWarehouse({ url: made.url, surface: 'test' });
  return {
    url: made.url,
    warehouse,
    async [Symbol.asyncDispose]() {
      await warehouse.close();
      await made[Symbol.asyncDispose]();
    },
  };
}

const click = (click_id: string, at: string, facts: object = {}) => ({
  click_id,
  at,
  brand_id: 'brd_a',
  campaign_id: 'cmp_a',
  deal_id: 'deal_a',
  kol_id: 'kol_a',
  link_id: 'lnk_a',
  kind: 'click',
  counted: true,
  repeat: false,
  medium: 'link',
  ...facts,
});

/** Two quarters of an hour and two months: a scan and its repeat, a bot, a bundle's click; then one a month before. */
const ROWS = [
  click('c1', '2026-11-03T10:14:59.999Z', { medium: 'qr' }),
  click('c2', '2026-11-03T10:14:30.000Z', { medium: 'qr', repeat: true }),
  click('c3', '2026-11-03T10:01:00.000Z', { kind: 'bot', counted: false }),
  click('c4', '2026-11-03T10:15:00.000Z', { medium: 'bundle' }),
  click('c5', '2026-10-31T23:59:59.000Z'),
];
// By hand from the rows above: quarter, kind → requests, repeats, raw, unique, scans, from pages.
const QUARTERS = [
  ['2026-10-31 23:45', 'click', 1, 0, 1, 1, 0, 0],
  ['2026-11-03 10:00', 'click', 2, 1, 2, 1, 1, 0],
  ['2026-11-03 10:00', 'bot', 1, 0, 0, 0, 0, 0],
  ['2026-11-03 10:15', 'click', 1, 0, 1, 1, 0, 1],
];

const Quarter = z.object({
  quarter: z.string(),
  kind: z.string(),
  counts: z.array(z.coerce.number()),
});

async function quarters(warehouse: Warehouse) {
  const rows = await warehouse.query({
    name: 'quarters',
    sql: `SELECT formatDateTime(quarter, '%Y-%m-%d %H:%i') AS quarter, toString(kind) AS kind,
        [sum(clicks_by_quarter.requests), sum(clicks_by_quarter.repeats), sum(clicks_by_quarter.raw_clicks),
          sum(clicks_by_quarter.unique_clicks), sum(clicks_by_quarter.scans), sum(clicks_by_quarter.page_clicks)] AS counts
      FROM clicks_by_quarter GROUP BY quarter, clicks_by_quarter.kind ORDER BY quarter, clicks_by_quarter.kind`,
    row: Quarter,
  });
  return rows.map(({ quarter, kind, counts }) => [quarter, kind, ...counts]);
}

test('a rollup counts what its rows count, those that are sent again under their token once', async () => {
  await using world = await makeWorld();
  const insert = { table: 'clicks', rows: ROWS, token: 'segment-1' };
  await world.warehouse.insert(insert);
  await world.warehouse.insert(insert);
  expect(await quarters(world.warehouse)).toEqual(QUARTERS);
});

test('a rollup that lost rows is made again; meanwhile clicks are told to come later, and then they count', async () => {
  await using world = await makeWorld();
  await world.warehouse.insert({ table: 'clicks', rows: ROWS, token: 'segment-1' });
  await world.warehouse.command('ALTER TABLE clicks_by_quarter DROP PARTITION 202611');
  await world.warehouse.command(
    "INSERT INTO clicks_by_quarter (brand_id, quarter, requests) VALUES ('brd_a', '2026-10-01 00:00:00', 7)",
  );
  const late = { table: 'clicks', rows: [click('c6', '2026-11-03T10:16:00.000Z')], token: 'segment-2' };
  const months: RebuiltMonth[] = [];
  const refusals: Promise<unknown>[] = [];
  await rebuildRollups(world.url, (month) => {
    months.push(month);
    refusals.push(
      world.warehouse.insert(late).then(
        () => 'taken',
        (error: unknown) => String(error),
      ),
    );
  });
  expect(months).toEqual([
    { rollup: 'clicks_by_quarter', month: '202610', before: 8, after: 1 },
    { rollup: 'clicks_by_quarter', month: '202611', before: 0, after: 4 },
  ]);
  expect(await refusals[0]).toContain('warehouse/unavailable');
  expect(await quarters(world.warehouse)).toEqual(QUARTERS);
  await world.warehouse.insert(late);
  expect((await quarters(world.warehouse)).at(-1)).toEqual(['2026-11-03 10:15', 'click', 2, 0, 2, 2, 0, 1]);
});
