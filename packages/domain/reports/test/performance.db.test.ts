import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { REPORTS, type Report } from '../src/index.ts';
import { BEFORE, NOW, type Season, season } from './season.ts';

let w: Season;
beforeAll(async () => {
  w = await season();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

/** The report's answer for these days, beside those before, or for what else is asked. */
function ask<Q extends z.ZodType, A extends z.ZodType>(report: Report<Q, A>, more: object = {}) {
  const question = report.question.parse({ currency: 'CNY', period: NOW, compare: 'previous', ...more });
  return report.run(w.deps, w.brand.scope, question);
}

/** The same figures, from PostgreSQL's own rows: orders by their day in Shanghai, money by the ledger. */
async function fromPostgres({ from, to }: { from: string; to: string }, kolId: string | null = null) {
  const [row] = await w.deps.db.$queryRaw<Record<string, bigint>[]>`
    WITH earned AS (
      SELECT m.id, m.base, m.settled_at, m.conversion_id, o.refunded, o.status,
        (coalesce(o.occurred_at, m.created_at) AT TIME ZONE 'Asia/Shanghai')::date AS day
      FROM commissions m LEFT JOIN conversions o ON o.id = m.conversion_id
      WHERE m.brand_id = ${w.brand.scope.brandId} AND m.refused_for IS NULL
        AND (${kolId}::text IS NULL OR m.kol_id = ${kolId})
    ), asked AS (SELECT * FROM earned WHERE day BETWEEN ${from}::date AND ${to}::date)
    SELECT count(conversion_id) AS orders,
      coalesce(sum(base) FILTER (WHERE conversion_id IS NOT NULL), 0)::bigint AS placed,
      coalesce(sum(base) FILTER (WHERE status IN ('paid', 'completed')), 0)::bigint AS paid,
      coalesce(sum(base) FILTER (WHERE status = 'completed'), 0)::bigint AS completed,
      coalesce(sum(base - refunded) FILTER (WHERE conversion_id IS NOT NULL AND settled_at IS NOT NULL), 0)::bigint AS settled,
      coalesce(sum(refunded), 0)::bigint AS refunded,
      coalesce((SELECT sum(e.amount) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
        WHERE e.subject IN (SELECT id FROM asked) AND a.kind IN ('pending', 'payable')), 0)::bigint AS cost
    FROM asked`;
  const { orders, cost, ...gmv } = Object.fromEntries(
    Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]),
  );
  return { orders, cost, gmv };
}

describe('overview', () => {
  test('what the days brought, by hand and by PostgreSQL', async () => {
    const { total, days, earlier } = await ask(REPORTS.overview);
    // Three orders of ¥50.00 + ¥100.00 + ¥30.00. o4 is placed and nothing more; ¥40.00 of o3 came back. Cost: ¥7.50 +
    // ¥15.00 − ¥6.00 + ¥4.50, and Lu's ¥100.00 on signing; of the settled ones ¥7.50 + ¥9.00 + ¥100.00.
    expect(total).toMatchObject({
      rawClicks: 26,
      clicks: 25,
      orders: 3,
      gmv: { placed: 18_000, paid: 15_000, completed: 15_000, settled: 11_000, refunded: 4_000 },
      cost: 12_100,
      settledCost: 11_650,
      paidOrders: 2,
      completedOrders: 2,
      settledOrders: 2,
      // ¥121.00 ÷ 3 = ¥40.33, ¥180.00 ÷ 3 = ¥60.00.
      cpa: 4_033,
      aov: 6_000,
      conversion: 3 / 25,
      refundRate: 4_000 / 18_000,
      roi: (11_000 - 11_650) / 11_650,
      roas: 11_000 / 11_650,
    });
    expect(total).toMatchObject(await fromPostgres(NOW));
    expect(earlier?.total).toMatchObject({ clicks: 10, orders: 1, cost: 13_000, settledCost: 13_000 });
    expect(earlier?.total).toMatchObject(await fromPostgres(BEFORE));
    expect(days.map(({ day, placed, cost }) => [day, placed, cost])).toEqual([
      ['2026-10-06', 0, 10_000],
      ['2026-10-07', 5_000, 750],
      ['2026-10-08', 10_000, 900],
      ['2026-10-09', 3_000, 450],
      ['2026-10-10', 0, 0],
    ]);
    expect(earlier?.days[0]).toEqual({
      day: '2026-10-01',
      clicks: 10,
      orders: 1,
      placed: 20_000,
      settled: 20_000,
      cost: 13_000,
    });
  });

  test('what changed and why: both splits sum to the change, to the cent', async () => {
    const { change } = await ask(REPORTS.overview);
    // Settled ¥200.00 → ¥110.00. Lu came: +¥60.00. Mei ¥200.00 → ¥50.00: L = 15,000 ÷ ln 4; half the clicks −7,500,
    // twice the conversion +7,500, a quarter of the order value −15,000.
    expect(change?.settled).toEqual({
      before: 20_000,
      after: 11_000,
      delta: -9_000,
      causes: [
        { cause: 'joined', amount: 6_000 },
        { cause: 'clicks', amount: -7_500 },
        { cause: 'conversion', amount: 7_500 },
        { cause: 'orderValue', amount: -15_000 },
      ],
      kols: [
        {
          kolId: w.kol.scope.kolId,
          displayName: 'Mei',
          before: 20_000,
          after: 5_000,
          delta: -15_000,
          cause: 'orderValue',
        },
        { kolId: w.lu.kolId, displayName: 'Lu', before: 0, after: 6_000, delta: 6_000, cause: 'joined' },
      ],
      rest: { kols: 0, delta: 0 },
    });
    expect(change?.placed).toMatchObject({ before: 20_000, after: 18_000, delta: -2_000 });
    for (const { delta, causes, kols, rest } of [change?.settled, change?.placed].filter((one) => !!one)) {
      expect(causes.reduce((sum, { amount }) => sum + amount, 0)).toBe(delta);
      expect(kols.reduce((sum, row) => sum + row.delta, rest.delta)).toBe(delta);
    }
    expect((await ask(REPORTS.overview, { compare: 'none' })).change).toBeNull();
  });

  test('where the budget is, as the ledger says; another currency has none', async () => {
    const { budget, campaigns } = await ask(REPORTS.overview);
    // ¥10,000.00; payable ¥30.00 + ¥7.50 + ¥9.00 and twice ¥100.00, pending the ¥4.50 of o4.
    expect(budget).toEqual({
      campaigns: 1,
      funded: 1_000_000,
      free: 974_900,
      reserved: 0,
      pending: 450,
      payable: 24_650,
      inPayout: 0,
      paid: 0,
      owed: 0,
    });
    expect(campaigns).toMatchObject([{ campaignId: w.campaignId, name: 'Spring serum', orders: 3 }]);
    const dollars = await ask(REPORTS.overview, { currency: 'USD' });
    expect(dollars).toMatchObject({
      budget: { campaigns: 0, funded: 0 },
      total: { orders: 0, cost: 0, roi: null },
    });
  });
});

describe('KOLs', () => {
  test('a row each, by hand and by PostgreSQL, with the days before and a little chart', async () => {
    const { kols, steps, rest, earlier } = await ask(REPORTS.kols);
    expect(kols.map(({ displayName, gmv, roi }) => [displayName, gmv.settled, roi])).toEqual([
      ['Lu', 6_000, (6_000 - 10_900) / 10_900],
      ['Mei', 5_000, (5_000 - 750) / 750],
    ]);
    for (const { kolId, ...row } of kols) expect(row).toMatchObject(await fromPostgres(NOW, kolId));
    const [lu, mei] = kols;
    expect(lu?.dealIds).toEqual([w.lu.dealId]);
    expect(mei?.dealIds).toEqual([w.link.dealId]);
    // Lu signed on the 6th.
    expect(earlier?.kols).toMatchObject([
      { displayName: 'Mei', clicks: 10, orders: 1, gmv: { settled: 20_000 }, cost: 13_000 },
    ]);
    expect(steps).toHaveLength(5);
    expect(lu?.spark).toEqual({
      clicks: [0, 0, 20, 0, 0],
      placed: [0, 0, 10_000, 3_000, 0],
      settled: [0, 0, 6_000, 0, 0],
    });
    expect(rest).toBeNull();
  });

  test('a long period is told in thirty steps at most, and they sum to the same', async () => {
    const { kols, steps, total } = await ask(REPORTS.kols, {
      period: { from: '2026-08-01', to: '2026-10-10' },
    });
    // 71 days in steps of three.
    expect(steps).toHaveLength(24);
    expect(steps.slice(0, 2)).toEqual(['2026-08-01', '2026-08-04']);
    const sum = kols.flatMap(({ spark }) => spark.settled).reduce((all, value) => all + value, 0);
    expect(sum).toBe(total.gmv.settled);
  });
});

describe('products', () => {
  const both = { period: { from: BEFORE.from, to: NOW.to } };

  test('by product and category: what was sold, came back and is settled, by hand', async () => {
    const { products, categories, total } = await ask(REPORTS.products, both);
    expect(products.map(({ kols: _, ...row }) => row)).toEqual([
      // o1 and o3: ¥120.00 + ¥100.00, of which ¥40.00 came back.
      {
        name: 'LIP-01',
        category: 'lips',
        orders: 2,
        quantity: 3,
        placed: 22_000,
        refunded: 4_000,
        kept: 18_000,
        settled: 18_000,
        refundRate: 4_000 / 22_000,
        share: 22_000 / 38_000,
        sellers: 2,
      },
      {
        name: 'EYE-07',
        category: 'eyes',
        orders: 2,
        quantity: 2,
        placed: 13_000,
        refunded: 0,
        kept: 13_000,
        settled: 13_000,
        refundRate: 0,
        share: 13_000 / 38_000,
        sellers: 1,
      },
      // o4 told no items and is not settled.
      {
        name: '',
        category: '',
        orders: 1,
        quantity: 1,
        placed: 3_000,
        refunded: 0,
        kept: 3_000,
        settled: 0,
        refundRate: 0,
        share: 3_000 / 38_000,
        sellers: 1,
      },
    ]);
    expect(products[0]?.kols.map(({ displayName, placed }) => [displayName, placed])).toEqual([
      ['Mei', 12_000],
      ['Lu', 10_000],
    ]);
    expect(categories.map(({ name, placed, settled }) => [name, placed, settled])).toEqual([
      ['lips', 22_000, 18_000],
      ['eyes', 13_000, 13_000],
      ['', 3_000, 0],
    ]);
    const overview = await ask(REPORTS.overview, both);
    expect(total).toMatchObject({
      placed: overview.total.gmv.placed,
      refunded: overview.total.gmv.refunded,
      settled: overview.total.gmv.settled,
    });
  });

  test('as PostgreSQL’s own items and refunds say', async () => {
    const rows = await w.deps.db.$queryRaw<
      { sku: string; quantity: bigint; placed: bigint; refunded: bigint }[]
    >`
      SELECT item->>'sku' AS sku, sum((item->>'quantity')::int)::bigint AS quantity,
        sum((item->>'amount')::bigint)::bigint AS placed,
        coalesce(sum((o.refunded_lines->>(place - 1)::int)::bigint), 0)::bigint AS refunded
      FROM conversions o, jsonb_array_elements(o.items) WITH ORDINALITY AS line(item, place)
      WHERE o.brand_id = ${w.brand.scope.brandId}
      GROUP BY 1 ORDER BY 3 DESC`;
    const { products } = await ask(REPORTS.products, both);
    const named = products.filter(({ name }) => name !== '');
    expect(
      named.map(({ name: sku, quantity, placed, refunded }) => ({ sku, quantity, placed, refunded })),
    ).toEqual(
      rows.map(({ sku, ...row }) => ({
        sku,
        quantity: Number(row.quantity),
        placed: Number(row.placed),
        refunded: Number(row.refunded),
      })),
    );
  });

  test('of one KOL only', async () => {
    const { products } = await ask(REPORTS.products, { ...both, kolId: w.lu.kolId });
    expect(products.map(({ name, placed, settled }) => [name, placed, settled])).toEqual([
      ['LIP-01', 10_000, 6_000],
      ['', 3_000, 0],
    ]);
  });
});

describe('the funnel', () => {
  test('clicks → orders → paid → completed → settled; pages that say nothing are told apart from nobody', async () => {
    const { total, pagesReport, kols, earlier } = await ask(REPORTS.funnel);
    expect(total).toEqual({ clicks: 25, views: 0, carts: 0, orders: 3, paid: 2, completed: 2, settled: 2 });
    expect(earlier?.total).toMatchObject({ clicks: 10, orders: 1, settled: 1 });
    expect(pagesReport).toBe(false);
    expect(kols.map(({ displayName, counts }) => [displayName, counts.clicks, counts.orders])).toEqual([
      ['Lu', 20, 2],
      ['Mei', 5, 1],
    ]);
  });

  test('views and carts count visitors, once each, of counted traffic', async () => {
    const seen = (event: string, n: number, more: object = {}) => ({
      event_id: `e-${event}-${n}`,
      event,
      at: '2026-10-08T10:00:00.000Z',
      brand_id: w.brand.scope.brandId,
      campaign_id: w.campaignId,
      deal_id: w.lu.dealId,
      kol_id: w.lu.kolId,
      link_id: 'lnk',
      visitor: `shopper-${n}`,
      counted: true,
      ...more,
    });
    await w.deps.warehouse.insert({
      table: 'site_events',
      rows: [
        seen('view', 1),
        // The same beacon twice, a second page of the same visitor, a bot, and two who may not be recognised.
        seen('view', 1),
        seen('view', 2, { visitor: 'shopper-1' }),
        seen('view', 3, { counted: false }),
        seen('view', 4, { visitor: '' }),
        seen('view', 5, { visitor: '' }),
        seen('cart', 1),
      ],
    });
    const { total, pagesReport, kols } = await ask(REPORTS.funnel);
    expect(total).toMatchObject({ clicks: 25, views: 3, carts: 1 });
    expect(pagesReport).toBe(true);
    expect(kols.map(({ counts }) => counts.views)).toEqual([3, 0]);
  });
});

describe('spend', () => {
  test('settled GMV against its cost, and how few bring most of it', async () => {
    const report = await ask(REPORTS.spend, { period: { from: BEFORE.from, to: NOW.to } });
    // Mei ¥250.00 for ¥37.50 + ¥100.00; Lu ¥60.00 for ¥9.00 + ¥100.00. 80 % of ¥310.00 is ¥248.00: Mei alone.
    expect(
      report.kols.map(({ displayName, cost, settledCost, settled }) => [
        displayName,
        cost,
        settledCost,
        settled,
      ]),
    ).toEqual([
      ['Mei', 13_750, 13_750, 25_000],
      ['Lu', 11_350, 10_900, 6_000],
    ]);
    expect(report.concentration).toEqual({ kols: 2, top: [{ kols: 1, share: 25_000 / 31_000 }], for80: 1 });
    // Days of cost: the 1st ¥130.00, 6th ¥100.00, 7th ¥7.50, 8th ¥9.00. A quarter of ¥246.50 is reached on the 6th.
    expect(report.marginal).toEqual({
      roas: 11_000 / 11_650,
      low: null,
      high: null,
      cost: 11_650,
      settled: 11_000,
      days: 3,
    });
  });
});

test('every report tells itself as tables whose rows fit their columns', async () => {
  const tablesOf = async <Q extends z.ZodType, A extends z.ZodType>(report: Report<Q, A>) =>
    report.tables(await ask(report));
  const { overview, kols, products, funnel, spend } = REPORTS;
  const all = [tablesOf(overview), tablesOf(kols), tablesOf(products), tablesOf(funnel), tablesOf(spend)];
  for (const tables of await Promise.all(all)) {
    expect(tables.length).toBeGreaterThan(0);
    for (const { columns, rows } of tables) for (const row of rows) expect(row).toHaveLength(columns.length);
  }
});
