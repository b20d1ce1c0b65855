import { recordConversions, recordRefund } from '@kolony/commissions';
import { DAY, isKolonyError } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { REPORTS, reportFilters, reportOrders } from '../src/index.ts';
import { OrdersQuestion } from '../src/schema.ts';
import { type ReportWorld, reportWorld } from './world.ts';

const ITEMS = [
  { sku: 'LIP-01', category: 'lips', quantity: 2, amount: 12_000 },
  { sku: 'EYE-07', category: 'eyes', quantity: 1, amount: 8_000 },
];

/** o1: ¥200.00 of two products by a new customer; o2 a day later: ¥50.00, the same customer, one product. */
async function twoOrders(w: ReportWorld): Promise<void> {
  const first = w.order('o1', 20_000, { items: ITEMS, customerId: 'cust-1' });
  w.clock.move(DAY);
  const items = [{ sku: 'EYE-07', category: 'eyes', quantity: 1, amount: 5_000 }];
  const second = w.order('o2', 5_000, { items, customerId: 'cust-1' });
  const outcomes = await recordConversions(w.deps, w.brand.scope, [first, second]);
  expect(outcomes.filter(isKolonyError)).toEqual([]);
}

const ask = (w: ReportWorld, more: object = {}) =>
  reportOrders(
    w.deps,
    w.brand.scope,
    OrdersQuestion.parse({ currency: 'CNY', period: { days: 30 }, ...more }),
  );
const idsOf = async (w: ReportWorld, filter: object) =>
  (await ask(w, { filter })).data.map(({ orderId }) => orderId);

test('the orders behind a number: narrowed by product, category, customer and what became of them', async () => {
  await using w = await reportWorld();
  await twoOrders(w);
  await recordRefund(w.deps, w.brand.scope, {
    refundId: 'r1',
    orderId: 'o1',
    amount: 8_000,
    items: [{ sku: 'EYE-07', amount: 8_000 }],
    kind: 'refund',
    occurredAt: w.clock.now(),
    reason: 'returned',
  });
  await w.deliver();
  expect((await ask(w)).data).toMatchObject([
    { orderId: 'o2', placed: 5_000, refunded: 0, commission: 750, displayName: 'Mei' },
    // 15 % of ¥200.00 = ¥30.00, less 15 % of ¥80.00 = ¥12.00.
    { orderId: 'o1', placed: 20_000, refunded: 8_000, commission: 1_800 },
  ]);
  expect(await idsOf(w, { sku: 'LIP-01' })).toEqual(['o1']);
  expect(await idsOf(w, { category: 'eyes' })).toEqual(['o2', 'o1']);
  expect(await idsOf(w, { customer: 'new' })).toEqual(['o1']);
  expect(await idsOf(w, { customer: 'returning' })).toEqual(['o2']);
  expect(await idsOf(w, { customerId: 'cust-1', reached: 'refunded' })).toEqual(['o1']);
  expect(await idsOf(w, { reached: 'settled' })).toEqual([]);
  // The world begins on 2026-10-01, a Thursday, at 08:00 UTC and is at 10:00 when o1 comes; 18:00 in Shanghai.
  expect(await idsOf(w, { weekday: 4 })).toEqual(['o1']);
  expect((await ask(w, { timeZone: 'Asia/Shanghai', filter: { hour: 18 } })).data).toHaveLength(2);
});

test('a refund of one product takes back that product’s line, and no other', async () => {
  await using w = await reportWorld();
  await twoOrders(w);
  for (const [refundId, amount] of [
    ['r1', 3_000],
    ['r2', 5_000],
  ] as const)
    await recordRefund(w.deps, w.brand.scope, {
      refundId,
      orderId: 'o1',
      amount,
      items: [{ sku: 'EYE-07', amount }],
      kind: 'refund',
      occurredAt: w.clock.now(),
      reason: 'returned',
    });
  await w.deliver();
  const rows = await w.deps.warehouse.query({
    name: 'test',
    sql: `SELECT sku, sumIf(amount, event = 'placed') AS placed, sumIf(amount, event = 'refunded') AS refunded
      FROM (SELECT event, arrayJoin(arrayZip(line_skus, line_amounts)) AS line, line.1 AS sku, line.2 AS amount FROM order_events)
      GROUP BY sku ORDER BY sku`,
    params: {},
    row: z.object({ sku: z.string(), placed: z.coerce.number(), refunded: z.coerce.number() }),
  });
  expect(rows).toEqual([
    { sku: 'EYE-07', placed: 13_000, refunded: 8_000 },
    { sku: 'LIP-01', placed: 12_000, refunded: 0 },
  ]);
});

test('attribution is asked by days of the workspace’s zone, and told as tables', async () => {
  await using w = await reportWorld();
  await twoOrders(w);
  await w.deliver();
  const question = REPORTS.attribution.question.parse({
    currency: 'CNY',
    period: { days: 7 },
    windowDays: 30,
    measure: 'placed',
  });
  const answer = await REPORTS.attribution.run(w.deps, w.brand.scope, question);
  expect(answer).toMatchObject({ orders: 2, value: 25_000, kols: [{ displayName: 'Mei' }] });
  expect(answer.period.to).toBe('2026-10-02');
  const [kols] = REPORTS.attribution.tables(answer);
  expect(kols?.rows).toEqual([['Mei', ...Array(8).fill(25_000)]]);
});

test('filters offer the brand’s campaigns and whoever has a deal', async () => {
  await using w = await reportWorld();
  expect(await reportFilters(w.deps, w.brand.scope)).toMatchObject({
    campaigns: [{ id: w.campaignId, currency: 'CNY' }],
    kols: [{ displayName: 'Mei' }],
  });
});
