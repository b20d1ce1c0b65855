import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS, reportOrders } from '../src/index.ts';
import { OrdersQuestion } from '../src/schema.ts';
import { ALL, type Regulars, regulars } from './regulars.ts';

let w: Regulars;
beforeAll(async () => {
  w = await regulars();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const asked = { currency: 'CNY', period: ALL };
const timing = (more: object = {}) =>
  REPORTS.timing.run(w.deps, w.brand.scope, REPORTS.timing.question.parse({ ...asked, ...more }));
const ordersOf = async (filter: object, more: object = {}) =>
  (await reportOrders(w.deps, w.brand.scope, OrdersQuestion.parse({ ...asked, ...more, filter }))).data.map(
    ({ orderId }) => orderId,
  );

describe('time to order', () => {
  test('classes, median and p90 of the orders that a click won, by hand and by PostgreSQL', async () => {
    const { waits, kols } = await timing();
    // o5 5 s, o1 30 s, o7 20 min, o2 2 h, o3 3 d, o6 10 d; o4 came by its code. Median (20 min + 2 h) ÷ 2 = 4,200 s; p90
    // half way between 3 d and 10 d: 6.5 d.
    expect(waits).toMatchObject({
      orders: 6,
      byCode: 1,
      median: 4_200,
      p90: 561_600,
      withinHour: 3,
      withinDay: 4,
      withinWeek: 5,
    });
    expect(waits.classes.filter(({ orders }) => orders > 0)).toEqual([
      { from: 0, until: 60, orders: 2, placed: 26_000 },
      { from: 600, until: 3_600, orders: 1, placed: 7_000 },
      { from: 3_600, until: 21_600, orders: 1, placed: 10_000 },
      { from: 259_200, until: 604_800, orders: 1, placed: 5_000 },
      { from: 604_800, until: 1_209_600, orders: 1, placed: 4_000 },
    ]);
    expect(kols.map(({ displayName, orders, median }) => [displayName, orders, median])).toEqual([
      // 5 s, 20 min, 2 h, 10 d: (1,200 + 7,200) ÷ 2.
      ['Lu', 4, 4_200],
      // 30 s and 3 d.
      ['Mei', 2, 129_615],
    ]);
    const [row] = await w.deps.db.$queryRaw<{ median: number; p90: number }[]>`
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY s) AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY s) AS p90
      FROM (SELECT extract(epoch FROM occurred_at - (t->>'at')::timestamptz) AS s
        FROM (SELECT occurred_at, decision->'touches'->((decision->>'winner')::int) AS t FROM conversions
          WHERE brand_id = ${w.brand.scope.brandId}) AS won WHERE t->>'kind' = 'click') AS waits`;
    expect([waits.median, waits.p90]).toEqual([Number(row?.median), Number(row?.p90)]);
  });

  test('each class opens its orders', async () => {
    expect(await ordersOf({ waitedFrom: 0, waitedUntil: 60 })).toEqual(['o5', 'o1']);
    expect(await ordersOf({ waitedFrom: 3_600, waitedUntil: 21_600 })).toEqual(['o2']);
    expect(await ordersOf({ waitedFrom: 259_200 })).toEqual(['o3', 'o6']);
    expect(await ordersOf({ by: 'code' })).toEqual(['o4']);
    expect(await ordersOf({ by: 'click' })).toHaveLength(6);
  });
});

describe('hours of the week', () => {
  const cellsOf = async (more: object = {}) =>
    (await timing(more)).hours
      .filter(({ clicks, orders }) => clicks + orders > 0)
      .map(({ weekday, hour, clicks, orders, placed }) => [weekday, hour, clicks, orders, placed]);

  test('by the clock of the workspace, and each opens its orders', async () => {
    // Shanghai is eight hours ahead: o1 on a Monday at ten, its click in the half minute before, five others at nine.
    const cells = await cellsOf();
    expect(cells).toContainEqual([1, 10, 0, 1, 20_000]);
    // The repeat and what is filtered are in none.
    expect(cells).toContainEqual([1, 9, 6, 0, 0]);
    // o4: Sunday at one in the morning, though it was Saturday in UTC. o5's click and o5 on a Sunday at six.
    expect(cells).toContainEqual([7, 1, 0, 1, 8_000]);
    expect(await ordersOf({ weekday: 7, hour: 1 })).toEqual(['o4']);
    expect(cells.reduce((sum, [, , , orders = 0]) => sum + orders, 0)).toBe(7);
  });

  test('zones at half and at three quarters of an hour', async () => {
    // o2, a Tuesday at 10:30 UTC: 16:00 in Kolkata, 16:15 in Kathmandu; o1, a Monday at 02:00 UTC: 07:30 and 07:45.
    for (const timeZone of ['Asia/Kolkata', 'Asia/Kathmandu']) {
      const cells = await cellsOf({ timeZone });
      expect(cells).toContainEqual([2, 16, 0, 1, 10_000]);
      expect(cells).toContainEqual([1, 7, 1, 1, 20_000]);
      expect(await ordersOf({ weekday: 2, hour: 16 }, { timeZone })).toEqual(['o2']);
    }
    const byPostgres = await w.deps.db.$queryRaw<{ weekday: number; hour: number; orders: bigint }[]>`
      SELECT extract(isodow FROM at)::int AS weekday, extract(hour FROM at)::int AS hour, count(*) AS orders
      FROM (SELECT occurred_at AT TIME ZONE 'Asia/Kathmandu' AS at FROM conversions WHERE brand_id = ${w.brand.scope.brandId}) AS local
      GROUP BY 1, 2 ORDER BY 1, 2`;
    const { hours } = await timing({ timeZone: 'Asia/Kathmandu' });
    expect(
      hours.filter(({ orders }) => orders > 0).map(({ weekday, hour, orders }) => [weekday, hour, orders]),
    ).toEqual(byPostgres.map((row) => [row.weekday, row.hour, Number(row.orders)]));
  });
});

describe('traffic', () => {
  const traffic = (more: object = {}) =>
    REPORTS.traffic.run(w.deps, w.brand.scope, REPORTS.traffic.question.parse({ ...asked, ...more }));

  test('raw is the sum of what is filtered, repeated and counted', async () => {
    // Five clicks won orders, five more came, one of them twice.
    expect((await traffic()).kinds).toEqual({
      raw: 15,
      bots: 1,
      datacentre: 1,
      head: 1,
      prefetch: 1,
      repeats: 1,
      counted: 10,
    });
  });

  test('orders stand where their click came from; by code or an unknown click in no row', async () => {
    const { traits } = await traffic();
    const of = (trait: 'country' | 'platform' | 'medium' | 'referrer') =>
      traits.by[trait].map(({ value, clicks, orders, placed }) => [value, clicks, orders, placed]);
    // CN: the five, o1, o2 and o6; US: o5 and o3.
    expect(of('country')).toEqual([
      ['CN', 8, 3, 34_000],
      ['US', 2, 2, 11_000],
    ]);
    expect(of('platform')).toEqual([
      ['xiaohongshu', 7, 2, 24_000],
      ['', 2, 2, 11_000],
      ['douyin', 1, 1, 10_000],
    ]);
    expect(of('medium')).toEqual([
      ['link', 9, 4, 35_000],
      ['qr', 1, 1, 10_000],
    ]);
    expect(traits.by.country[0]?.conversion).toBe(3 / 8);
    // o4 by its code, o7 by a click that never arrived.
    expect(traits.unknown).toMatchObject({ orders: 2, placed: 15_000 });
    expect(traits).toMatchObject({ clicks: 10, known: { orders: 5, placed: 45_000 } });
    expect(await ordersOf({ trait: 'country', value: 'US' })).toEqual(['o3', 'o5']);
    expect(await ordersOf({ trait: 'platform', value: '' })).toEqual(['o3', 'o5']);
  });

  test('a click before the period still says where its order came from', async () => {
    // o6 was clicked ten days before.
    const { traits } = await traffic({ period: { from: '2026-11-16', to: '2026-11-16' } });
    expect(traits.by.country).toMatchObject([{ value: 'CN', clicks: 0, orders: 1, conversion: null }]);
  });
});
