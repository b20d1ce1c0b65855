import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS } from '../src/index.ts';
import { ALL, type Regulars, regulars } from './regulars.ts';

let w: Regulars;
beforeAll(async () => {
  w = await regulars();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const ask = (more: object = {}) =>
  REPORTS.customers.run(
    w.deps,
    w.brand.scope,
    REPORTS.customers.question.parse({ currency: 'CNY', period: ALL, ...more }),
  );

describe('new and returning', () => {
  test('orders of customers by what is known of them, by hand and by PostgreSQL', async () => {
    const { kinds, days } = await ask();
    // New: o1 ¥200.00, o4 ¥80.00 of which ¥30.00 came back, o5 ¥60.00. Returning: o2, o3, o7. o6 (¥40.00) was cancelled.
    expect(kinds).toMatchObject([
      // 15 % of ¥340.00 − ¥30.00 = ¥46.50; ¥340.00 ÷ 3 = ¥113.33.
      { kind: 'new', orders: 3, placed: 34_000, refunded: 3_000, settled: 31_000, cost: 4_650, aov: 11_333 },
      {
        kind: 'returning',
        orders: 3,
        placed: 22_000,
        refunded: 0,
        settled: 22_000,
        cost: 3_300,
        share: 3 / 7,
      },
      { kind: 'unknown', orders: 1, placed: 4_000, refunded: 4_000, settled: 0, cost: 0 },
    ]);
    const rows = await w.deps.db.$queryRaw<
      { kind: string; orders: bigint; placed: bigint; refunded: bigint }[]
    >`
      SELECT CASE WHEN c.customer_id IS NULL THEN 'unknown' WHEN u.first_conversion_id = c.id THEN 'new' ELSE 'returning' END AS kind,
        count(*) AS orders, sum(c.amount)::bigint AS placed, sum(c.refunded)::bigint AS refunded
      FROM conversions c LEFT JOIN customers u USING (brand_id, customer_id)
      WHERE c.brand_id = ${w.brand.scope.brandId} AND c.decision->>'winner' IS NOT NULL
      GROUP BY 1 ORDER BY 1`;
    expect(kinds.map(({ kind, orders, placed, refunded }) => ({ kind, orders, placed, refunded }))).toEqual(
      rows.map((row) => ({
        kind: row.kind,
        orders: Number(row.orders),
        placed: Number(row.placed),
        refunded: Number(row.refunded),
      })),
    );
    expect(days.filter((day) => day.new + day.returning + day.unknown > 0)).toHaveLength(7);
    expect(days.find(({ day }) => day === '2026-11-01')).toMatchObject({ new: 1, returning: 0 });
  });

  test('beside the days before', async () => {
    const period = { from: '2026-11-01', to: '2026-11-30' };
    const { kinds, earlier } = await ask({ period, compare: 'previous' });
    expect(kinds.map(({ kind, orders }) => [kind, orders])).toEqual([
      ['new', 2],
      ['returning', 0],
      ['unknown', 1],
    ]);
    // The thirty days before hold o1 and o2. Cohorts are of twelve months whatever is compared.
    expect(earlier?.kinds.map(({ kind, orders }) => [kind, orders])).toEqual([
      ['new', 1],
      ['returning', 1],
      ['unknown', 0],
    ]);
    expect(earlier).toMatchObject({ cohorts: [], kols: [] });
  });
});

describe('cohorts', () => {
  test('by month: who came again and what they are worth; what still runs is not told', async () => {
    const { cohorts } = await ask();
    expect(cohorts).toEqual([
      {
        // c1: o1 ¥200.00, o2 ¥100.00 after 15 days by Lu, o3 ¥50.00 after 66.
        month: '2026-10',
        customers: 1,
        repeaters: 1,
        laterOrders: 2,
        laterByOthers: 1,
        ltv: [
          { days: 30, customers: 1, placed: 30_000, net: 30_000 },
          { days: 60, customers: 1, placed: 30_000, net: 30_000 },
          { days: 90, customers: 1, placed: 35_000, net: 35_000 },
        ],
        // November without, December with an order; January is not over.
        retention: [0, 1, ...Array(9).fill(null)],
      },
      {
        // c2: o4 ¥80.00 less ¥30.00. c3: o5 ¥60.00, and o7 after 66 days. Ninety days of neither are over.
        month: '2026-11',
        customers: 2,
        repeaters: 1,
        laterOrders: 1,
        laterByOthers: 0,
        ltv: [
          { days: 30, customers: 2, placed: 14_000, net: 11_000 },
          { days: 60, customers: 2, placed: 14_000, net: 11_000 },
          { days: 90, customers: 0, placed: 0, net: 0 },
        ],
        retention: [0, ...Array(10).fill(null)],
      },
    ]);
  });

  test('by the KOL that acquired them, though the asked days begin after that; as PostgreSQL says', async () => {
    const { kols } = await ask({ period: { from: '2027-01-01', to: '2027-01-31' } });
    expect(kols).toMatchObject([
      {
        displayName: 'Mei',
        customers: 2,
        repeaters: 1,
        laterOrders: 2,
        laterByOthers: 1,
        ltv: [
          { customers: 2, placed: 38_000, net: 35_000 },
          { customers: 2, placed: 38_000, net: 35_000 },
          { customers: 1, placed: 35_000, net: 35_000 },
        ],
      },
      { displayName: 'Lu', customers: 1, repeaters: 1 },
    ]);
    const rows = await w.deps.db.$queryRaw<{ kol: string; customers: bigint; net: bigint }[]>`
      WITH firsts AS (
        SELECT u.customer_id, f.occurred_at AS at, f.decision->'touches'->((f.decision->>'winner')::int)->>'kolId' AS kol
        FROM customers u JOIN conversions f ON f.id = u.first_conversion_id WHERE u.brand_id = ${w.brand.scope.brandId})
      SELECT kol, count(DISTINCT customer_id) AS customers, sum(c.amount - c.refunded)::bigint AS net
      FROM firsts JOIN conversions c USING (customer_id)
      WHERE c.occurred_at < at + interval '60 days' GROUP BY kol`;
    for (const { kolId, customers, ltv } of kols) {
      const row = rows.find(({ kol }) => kol === kolId);
      expect([customers, ltv[1]?.net]).toEqual([Number(row?.customers), Number(row?.net)]);
    }
  });

  test('a KOL narrows cohorts to its own, whoever the later orders came through', async () => {
    const { cohorts } = await ask({ kolId: w.kol.scope.kolId });
    expect(cohorts.map(({ month, customers, laterByOthers }) => [month, customers, laterByOthers])).toEqual([
      ['2026-10', 1, 1],
      ['2026-11', 1, 0],
    ]);
    const [first] = REPORTS.customers.tables(await ask());
    expect(first?.rows[0]).toEqual(['new', 3, 3 / 7, 34_000, 31_000, 11_333, 4_650]);
  });
});
