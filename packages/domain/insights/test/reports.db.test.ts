import { expect, test } from 'vitest';
import {
  campaignReport,
  dealReport,
  kolsReport,
  orderRows,
  overviewReport,
  recentClicks,
  spendReport,
} from '../src/index.ts';
import {
  ANN,
  BEN,
  brand,
  click,
  commissionEvent,
  give,
  kol,
  makeInsightsWorld,
  type Order,
  orderEvent,
} from './world.ts';

const names = new Map([
  ['kol_ann', 'Ann'],
  ['kol_ben', 'Ben'],
]);
const period = { from: '2026-11-01', to: '2026-11-30' };
const input = { campaignId: 'cmp_x', period, currency: 'CNY', timeZone: 'UTC', names } as const;
const ordersInput = { ...input, filter: { reached: 'placed' } } as const;
const dealInput = { dealId: 'dea_ann', period, currency: 'CNY', timeZone: 'UTC' } as const;

const ann: Order = { origin: ANN, conversion: 'ann', at: '2026-11-02T10:00:00.000Z' };
const ben: Order = { origin: BEN, conversion: 'ben', at: '2026-11-03T10:00:00.000Z' };
const SETTLED_AT = '2026-11-18T10:00:00.000Z';

test('the four numbers stand side by side, and ROI is measured on settled orders alone', async () => {
  await using world = await makeInsightsWorld();
  // Ann: an order of ¥200.00 at 15 % = ¥30.00, completed and settled. Ben: ¥100.00 at 10 % = ¥10.00, paid, still held.
  await give(world.warehouse, 'order_events', [
    orderEvent(ann, 'placed', { orders: 1, amount: 20_000 }),
    orderEvent(ann, 'paid', { orders: 1, amount: 20_000 }),
    orderEvent(ann, 'completed', { orders: 1, amount: 20_000 }),
    orderEvent(ann, 'settled', { orders: 1, amount: 20_000, at: SETTLED_AT }),
    orderEvent(ben, 'placed', { orders: 1, amount: 10_000 }),
    orderEvent(ben, 'paid', { orders: 1, amount: 10_000 }),
  ]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'accrued', { amount: 3_000 }),
    commissionEvent(ann, 'released', { amount: 3_000, settledDelta: 3_000, at: SETTLED_AT }),
    commissionEvent(ben, 'accrued', { amount: 1_000 }),
  ]);
  await give(world.warehouse, 'clicks', [
    click(ANN, '2026-11-02T09:00:00.000Z'),
    click(ANN, '2026-11-02T09:10:00.000Z', { repeat: true }),
    click(ANN, '2026-11-02T09:11:00.000Z', { counted: false }),
    click(BEN, '2026-11-03T09:00:00.000Z'),
  ]);
  const report = await campaignReport(world, brand('brd_a'), input);
  expect(report).toMatchObject({
    rawClicks: 3, // the bot's is recorded, never counted
    clicks: 2, // and Ann's repeat is one click with the first
    orders: 2,
    gmv: { placed: 30_000, paid: 30_000, completed: 20_000, settled: 20_000, refunded: 0 },
    cost: 4_000, // 3,000 + 1,000
    settledCost: 3_000,
    roi: 17 / 3, // (20,000 − 3,000) ÷ 3,000; Ben's running hold is on neither side
  });
  expect(
    report.kols.map(({ displayName, orders, gmv, cost, clicks }) => [
      displayName,
      orders,
      gmv.settled,
      cost,
      clicks,
    ]),
  ).toEqual([
    ['Ann', 1, 20_000, 3_000, 1],
    ['Ben', 1, 0, 1_000, 1],
  ]);
  expect(report.days).toHaveLength(30);
  expect(report.days.filter((day) => day.orders > 0)).toEqual([
    { day: '2026-11-02', clicks: 1, orders: 1, placed: 20_000, settled: 20_000, cost: 3_000 },
    { day: '2026-11-03', clicks: 1, orders: 1, placed: 10_000, settled: 0, cost: 1_000 },
  ]);
});

test('nothing settled is no ROI, not an ROI of zero', async () => {
  await using world = await makeInsightsWorld();
  await give(world.warehouse, 'order_events', [orderEvent(ben, 'placed', { orders: 1, amount: 10_000 })]);
  await give(world.warehouse, 'commission_events', [commissionEvent(ben, 'accrued', { amount: 1_000 })]);
  expect(await campaignReport(world, brand('brd_a'), input)).toMatchObject({
    roi: null,
    settledCost: 0,
    cost: 1_000,
  });
});

test('a fee alone is a cost, and no ROI until an order is settled; then it counts in full', async () => {
  await using world = await makeInsightsWorld();
  // ¥500.00 on signing, paid; Ann's order of ¥200.00 at 15 % is still held.
  await give(world.warehouse, 'order_events', [orderEvent(ann, 'placed', { orders: 1, amount: 20_000 })]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'accrued', { amount: 50_000 }),
    commissionEvent(ann, 'released', { amount: 50_000, settledDelta: 50_000 }),
    commissionEvent(ann, 'accrued', { amount: 3_000 }),
  ]);
  const slice = {
    currency: 'CNY',
    period: input.period,
    timeZone: input.timeZone,
    names: input.names,
  } as const;
  const read = async () => {
    const campaign = await campaignReport(world, brand('brd_a'), input);
    const overview = await overviewReport(world, brand('brd_a'), {
      ...slice,
      before: null,
      campaignNames: new Map(),
    });
    const league = await kolsReport(world, brand('brd_a'), slice);
    const spend = await spendReport(world, brand('brd_a'), slice);
    return {
      cost: [campaign.cost, overview.total.cost, league.kols[0]?.cost, spend.kols[0]?.cost],
      roi: [campaign.roi, overview.total.roi, overview.campaigns[0]?.roi, league.kols[0]?.roi],
      roas: [overview.total.roas, league.kols[0]?.roas, spend.roas, spend.kols[0]?.roas],
      marginal: spend.marginal,
    };
  };
  expect(await read()).toEqual({
    cost: Array(4).fill(53_000),
    roi: Array(4).fill(null),
    roas: Array(4).fill(null),
    marginal: null,
  });
  await give(world.warehouse, 'order_events', [
    orderEvent(ann, 'settled', { orders: 1, amount: 20_000, at: SETTLED_AT }),
  ]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'released', { amount: 3_000, settledDelta: 3_000, at: SETTLED_AT }),
  ]);
  // ¥200.00 for ¥530.00.
  expect(await read()).toMatchObject({
    roi: Array(4).fill((20_000 - 53_000) / 53_000),
    roas: Array(4).fill(20_000 / 53_000),
  });
});

test('a late refund reopens the day of its order', async () => {
  await using world = await makeInsightsWorld();
  await give(world.warehouse, 'order_events', [
    orderEvent(ann, 'placed', { orders: 1, amount: 20_000 }),
    orderEvent(ann, 'settled', { orders: 1, amount: 20_000, at: SETTLED_AT }),
  ]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'accrued', { amount: 3_000 }),
    commissionEvent(ann, 'released', { amount: 3_000, settledDelta: 3_000, at: SETTLED_AT }),
  ]);
  const closed = { ...input, period: { from: '2026-11-02', to: '2026-11-02' } };
  expect((await campaignReport(world, brand('brd_a'), closed)).gmv.settled).toBe(20_000);

  // Two months later ¥60.00 of ¥200.00 is refunded: settled 200 − 60 = 140, commission 30 × (1 − 60/200) = 21.
  const at = '2027-01-05T08:00:00.000Z';
  await give(world.warehouse, 'order_events', [
    orderEvent(ann, 'refunded', { orders: 0, amount: 6_000, at }),
    orderEvent(ann, 'settled', { orders: 0, amount: -6_000, at }),
  ]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'reversed', { amount: 900, settledDelta: -900, at }),
  ]);
  const reopened = await campaignReport(world, brand('brd_a'), closed);
  expect(reopened).toMatchObject({
    orders: 1,
    gmv: { placed: 20_000, settled: 14_000, refunded: 6_000 },
    cost: 2_100,
    settledCost: 2_100,
    roi: (14_000 - 2_100) / 2_100,
  });
  const january = await campaignReport(world, brand('brd_a'), {
    ...input,
    period: { from: '2027-01-01', to: '2027-01-31' },
  });
  expect(january).toMatchObject({ orders: 0, cost: 0, gmv: { refunded: 0, settled: 0 } });
});

test('a batch sent twice under its token counts once', async () => {
  await using world = await makeInsightsWorld();
  // Two months, so that the batch becomes two parts, each of which has to be recognised.
  const october: Order = { ...ben, at: '2026-10-31T23:00:00.000Z' };
  const orders = [
    orderEvent(ann, 'placed', { orders: 1, amount: 20_000 }),
    orderEvent(october, 'placed', { orders: 1, amount: 10_000 }),
  ];
  const commissions = [
    commissionEvent(ann, 'accrued', { amount: 3_000 }),
    commissionEvent(october, 'accrued', { amount: 1_000 }),
  ];
  for (let attempt = 0; attempt < 2; attempt++) {
    await world.warehouse.insert({ table: 'order_events', rows: orders, token: 'batch-1' });
    await world.warehouse.insert({ table: 'commission_events', rows: commissions, token: 'batch-1' });
  }
  const report = await campaignReport(world, brand('brd_a'), {
    ...input,
    period: { from: '2026-10-01', to: '2026-11-30' },
  });
  expect(report).toMatchObject({ orders: 2, gmv: { placed: 30_000 }, cost: 4_000 });
});

test('a report holds the rows of its own brand, campaign and currency', async () => {
  await using world = await makeInsightsWorld();
  const others: Order[] = [
    { ...ann, origin: { ...ANN, brand: 'brd_b' } },
    { ...ann, origin: { ...ANN, campaign: 'cmp_y' } },
    { ...ann, currency: 'USD' },
  ];
  const orders = [ann, ...others];
  await give(
    world.warehouse,
    'order_events',
    orders.map((order, i) => orderEvent(order, 'placed', { orders: 1, amount: 10 ** i })),
  );
  await give(
    world.warehouse,
    'commission_events',
    orders.map((order, i) => commissionEvent(order, 'accrued', { amount: 10 ** i })),
  );
  await give(world.warehouse, 'clicks', [
    click(ANN, ann.at),
    click({ ...ANN, brand: 'brd_b' }, ann.at),
    click({ ...ANN, campaign: 'cmp_y' }, ann.at),
  ]);

  expect(await campaignReport(world, brand('brd_a'), input)).toMatchObject({
    gmv: { placed: 1 },
    cost: 1,
    clicks: 1,
  });
  expect(await campaignReport(world, brand('brd_b'), input)).toMatchObject({
    gmv: { placed: 10 },
    cost: 10,
    clicks: 1,
  });
  // Someone else's campaign reads as an empty one.
  expect(await campaignReport(world, brand('brd_c'), input)).toMatchObject({
    gmv: { placed: 0 },
    cost: 0,
    clicks: 0,
    kols: [],
  });
  expect((await orderRows(world, brand('brd_c'), { ...ordersInput, limit: 10 })).data).toEqual([]);
  expect(await recentClicks(world, brand('brd_c'), { campaignId: 'cmp_x', limit: 10 })).toEqual([]);
});

test('a KOL reads its own deal, by link', async () => {
  await using world = await makeInsightsWorld();
  const live = { ...ANN, link: 'lnk_live' };
  await give(world.warehouse, 'order_events', [
    orderEvent(ann, 'placed', { orders: 1, amount: 20_000 }),
    orderEvent({ ...ann, origin: live, conversion: 'ann2' }, 'placed', { orders: 1, amount: 5_000 }),
    orderEvent({ ...ann, origin: live, conversion: 'ann3' }, 'placed', { orders: 1, amount: 5_000 }),
    orderEvent(ben, 'placed', { orders: 1, amount: 10_000 }),
  ]);
  await give(world.warehouse, 'commission_events', [
    commissionEvent(ann, 'accrued', { amount: 3_000 }),
    commissionEvent(ben, 'accrued', { amount: 1_000 }),
  ]);
  await give(world.warehouse, 'clicks', [
    click(ANN, ann.at),
    { ...click(live, ann.at), medium: 'qr', visitor: 'v1' },
    { ...click(live, ann.at, { repeat: true }), medium: 'qr', visitor: 'v1' },
    { ...click(live, ann.at), medium: 'storefront', visitor: 'v2' },
    click(BEN, ben.at),
  ]);

  const report = await dealReport(world, kol('kol_ann'), dealInput);
  expect(report).toMatchObject({ orders: 3, gmv: { placed: 30_000 }, cost: 3_000, rawClicks: 4, clicks: 3 });
  expect(report.links).toEqual([
    { linkId: 'lnk_live', rawClicks: 3, clicks: 2, scans: 1, pageClicks: 1, visitors: 2, orders: 2, cost: 0 },
    {
      linkId: 'lnk_ann',
      rawClicks: 1,
      clicks: 1,
      scans: 0,
      pageClicks: 0,
      visitors: 0,
      orders: 1,
      cost: 3_000,
    },
  ]);
  // The brand reads the same.
  expect(await dealReport(world, brand('brd_a'), dealInput)).toEqual(report);
  expect((await dealReport(world, brand('brd_b'), dealInput)).links).toEqual([]);
  expect(report.days[1]).toEqual({ day: '2026-11-02', clicks: 3, orders: 3, cost: 3_000 });
  expect(await dealReport(world, kol('kol_ben'), dealInput)).toMatchObject({
    orders: 0,
    gmv: { placed: 0 },
    cost: 0,
    rawClicks: 0,
    links: [],
  });
});

test('recent clicks are the newest counted ones of whoever asks', async () => {
  await using world = await makeInsightsWorld();
  await give(world.warehouse, 'clicks', [
    click(ANN, '2026-11-02T09:00:00.000Z'),
    click(ANN, '2026-11-02T09:00:01.000Z', { repeat: true }),
    click(ANN, '2026-11-02T09:00:02.000Z', { counted: false }),
    click(BEN, '2026-11-02T09:00:03.000Z'),
  ]);
  const clicksOf = async (
    ...[scope, asked]: [Parameters<typeof recentClicks>[1], Parameters<typeof recentClicks>[2]]
  ) =>
    (await recentClicks(world, scope, asked)).map(({ at, linkId, repeat }) => [
      at.toISOString(),
      linkId,
      repeat,
    ]);
  expect(await clicksOf(kol('kol_ann'), { limit: 10 })).toEqual([
    ['2026-11-02T09:00:01.000Z', 'lnk_ann', true],
    ['2026-11-02T09:00:00.000Z', 'lnk_ann', false],
  ]);
  expect(await clicksOf(kol('kol_ann'), { dealId: 'dea_ben', limit: 10 })).toEqual([]);
  expect(await clicksOf(brand('brd_a'), { limit: 1 })).toEqual([
    ['2026-11-02T09:00:03.000Z', 'lnk_ben', false],
  ]);
});

test('order rows come in pages, newest first, each once, with what happened to them since', async () => {
  await using world = await makeInsightsWorld();
  // o2, o3 and o4 share an instant: the cursor has to break the tie.
  const rows: Order[] = [
    { origin: ANN, conversion: 'o1', at: '2026-11-02T10:00:00.000Z' },
    { origin: BEN, conversion: 'o2', at: '2026-11-03T10:00:00.000Z' },
    { origin: ANN, conversion: 'o3', at: '2026-11-03T10:00:00.000Z' },
    { origin: ANN, conversion: 'o4', at: '2026-11-03T10:00:00.000Z' },
    { origin: ANN, conversion: 'o5', at: '2026-12-01T00:00:00.000Z' }, // a day after the period
  ];
  await give(world.warehouse, 'order_events', [
    ...rows.map((order, i) => orderEvent(order, 'placed', { orders: 1, amount: (i + 1) * 1_000 })),
    ...rows.map((order) => orderEvent(order, 'paid', { orders: 1, amount: 9 })),
    ...rows
      .slice(2, 3)
      .map((order) =>
        orderEvent(order, 'refunded', { orders: 0, amount: 500, at: '2026-12-20T00:00:00.000Z' }),
      ),
  ]);
  await give(world.warehouse, 'commission_events', [
    ...rows.slice(0, 3).map((order) => commissionEvent(order, 'accrued', { amount: 100 })),
    ...rows
      .slice(2, 3)
      .map((order) => commissionEvent(order, 'reversed', { amount: 17, at: '2026-12-20T00:00:00.000Z' })),
    ...rows.slice(3, 4).map((order) => commissionEvent(order, 'refused', { amount: 100 })),
  ]);
  const first = await orderRows(world, brand('brd_a'), { ...ordersInput, limit: 2 });
  const second = await orderRows(world, brand('brd_a'), {
    ...ordersInput,
    limit: 2,
    cursor: first.nextCursor ?? '',
  });
  expect(first.data).toMatchObject([
    {
      orderId: 'order-o4',
      displayName: 'Ann',
      placed: 4_000,
      refunded: 0,
      commission: 0,
      commissionId: 'com_o4',
    },
    {
      orderId: 'order-o3',
      displayName: 'Ann',
      placed: 3_000,
      refunded: 500,
      commission: 83,
      commissionId: 'com_o3',
    },
  ]);
  expect(second.data).toMatchObject([
    { orderId: 'order-o2', displayName: 'Ben', placed: 2_000, refunded: 0, commission: 100 },
    {
      orderId: 'order-o1',
      displayName: 'Ann',
      placed: 1_000,
      refunded: 0,
      commission: 100,
      at: new Date('2026-11-02T10:00:00.000Z'),
    },
  ]);
  expect(second.nextCursor).toBeNull();
  await expect(
    orderRows(world, brand('brd_a'), { ...ordersInput, limit: 2, cursor: "1'; DROP" }),
  ).rejects.toThrow('insights/bad_cursor');
});
