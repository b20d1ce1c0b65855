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

const DEAL = { brand_id: 'brd_a', campaign_id: 'cmp_a', deal_id: 'deal_a', kol_id: 'kol_a' };
const fact = (event: string, order_at: string, facts: object) => ({
  ...DEAL,
  event_id: `${event}:${order_at}`,
  event,
  link_id: 'lnk_a',
  currency: 'CNY',
  order_at,
  at: order_at,
  ...facts,
});

const [A, B] = ['2026-11-03T10:14:59.999Z', '2026-11-03T10:00:00.000Z'];
const LATE = { at: '2026-12-24T08:00:00.000Z' };
/** Two orders of one quarter, the first partly refunded and settled a month later; one by a code; one of another month, cancelled. */
const ORDERS = [
  fact('placed', A, { orders: 1, amount: 20_000 }),
  fact('paid', A, { orders: 1, amount: 20_000 }),
  fact('completed', A, { orders: 1, amount: 20_000 }),
  fact('placed', B, { orders: 1, amount: 5_000 }),
  fact('placed', '2026-11-03T10:15:00.000Z', { orders: 1, amount: 1_000, link_id: '', currency: 'USD' }),
  fact('placed', '2026-10-31T23:59:59.000Z', { orders: 1, amount: 700 }),
];
const ORDERS_LATER = [
  fact('refunded', A, { orders: 0, amount: 6_000, ...LATE }),
  fact('settled', A, { orders: 1, amount: 14_000, ...LATE }),
  fact('refunded', '2026-10-31T23:59:59.000Z', { orders: 0, amount: 700, ...LATE }),
];
// By hand from the rows above: quarter, link, currency → events; orders and worth placed, paid, completed, settled; refunded.
const ORDER_QUARTERS = [
  ['2026-10-31 23:45', 'lnk_a', 'CNY', 2, 1, 700, 0, 0, 0, 0, 0, 0, 700],
  ['2026-11-03 10:00', 'lnk_a', 'CNY', 6, 2, 25_000, 1, 20_000, 1, 20_000, 1, 14_000, 6_000],
  ['2026-11-03 10:15', '', 'USD', 1, 1, 1_000, 0, 0, 0, 0, 0, 0, 0],
];

/** 15 % of the first order, 30 % of it taken back; what was paid out of it is no cost again; a fee that no order made. */
const COSTS = [
  fact('accrued', A, { amount: 3_000 }),
  fact('accrued', B, { amount: 750 }),
  fact('refused', B, { amount: 90 }),
  fact('accrued', B, { amount: 50_000, link_id: '', event_id: 'fee' }),
];
const COSTS_LATER = [
  fact('reversed', A, { amount: 900, ...LATE }),
  fact('released', A, { amount: 2_100, settled_delta: 2_100, ...LATE }),
  fact('paid', A, { amount: 2_100, ...LATE }),
];
// Quarter, link, currency → events, cost (3,000 − 900 + 750 = 2,850), settled cost.
const COST_QUARTERS = [
  ['2026-11-03 10:00', '', 'CNY', 1, 50_000, 0],
  ['2026-11-03 10:00', 'lnk_a', 'CNY', 6, 2_850, 2_100],
];

const Sums = z.object({ key: z.array(z.string()), counts: z.array(z.coerce.number()) });
const TOLD = {
  orders_by_quarter:
    'events placed_orders placed paid_orders paid completed_orders completed settled_orders settled refunded',
  commissions_by_quarter: 'events cost settled_delta',
};

async function told(warehouse: Warehouse, rollup: keyof typeof TOLD) {
  const sums = TOLD[rollup].split(' ').map((column) => `sum(${rollup}.${column})`);
  const rows = await warehouse.query({
    name: 'told',
    sql: `SELECT [formatDateTime(quarter, '%Y-%m-%d %H:%i'), link_id, currency] AS key, [${sums.join(', ')}] AS counts
      FROM ${rollup} GROUP BY key ORDER BY key`,
    row: Sums,
  });
  return rows.map(({ key, counts }) => [...key, ...counts]);
}

test('orders and costs count in the quarter of their order, however late and however often they are told', async () => {
  await using world = await makeWorld();
  const batches = [
    { table: 'order_events', rows: ORDERS_LATER, token: 'later' },
    { table: 'commission_events', rows: COSTS_LATER, token: 'later' },
    { table: 'order_events', rows: ORDERS, token: 'first' },
    { table: 'commission_events', rows: COSTS, token: 'first' },
  ];
  for (const batch of [...batches, ...batches]) await world.warehouse.insert(batch);
  expect(await told(world.warehouse, 'orders_by_quarter')).toEqual(ORDER_QUARTERS);
  expect(await told(world.warehouse, 'commissions_by_quarter')).toEqual(COST_QUARTERS);
});

test('rollups of orders and costs that lost rows are made again', async () => {
  await using world = await makeWorld();
  await world.warehouse.insert({ table: 'order_events', rows: [...ORDERS, ...ORDERS_LATER] });
  await world.warehouse.insert({ table: 'commission_events', rows: [...COSTS, ...COSTS_LATER] });
  await world.warehouse.command('ALTER TABLE orders_by_quarter DROP PARTITION 202611');
  await world.warehouse.command('TRUNCATE TABLE commissions_by_quarter');
  const months: RebuiltMonth[] = [];
  await rebuildRollups(world.url, (month) => months.push(month));
  expect(months).toEqual([
    { rollup: 'orders_by_quarter', month: '202610', before: 2, after: 2 },
    { rollup: 'orders_by_quarter', month: '202611', before: 0, after: 7 },
    { rollup: 'commissions_by_quarter', month: '202611', before: 0, after: 7 },
  ]);
  expect(await told(world.warehouse, 'orders_by_quarter')).toEqual(ORDER_QUARTERS);
  expect(await told(world.warehouse, 'commissions_by_quarter')).toEqual(COST_QUARTERS);
});
