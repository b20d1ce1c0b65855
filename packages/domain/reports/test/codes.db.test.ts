import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REPORTS, reportOrders } from '../src/index.ts';
import { OrdersQuestion } from '../src/schema.ts';
import { ALL, CODE, type Regulars, regulars } from './regulars.ts';

let w: Regulars;
beforeAll(async () => {
  w = await regulars();
}, 120_000);
afterAll(() => w[Symbol.asyncDispose]());

const asked = { currency: 'CNY', period: ALL };

describe('links and codes', () => {
  const codes = () => REPORTS.codes.run(w.deps, w.brand.scope, REPORTS.codes.question.parse(asked));

  test('what each link brought, with the words on it, by hand and by PostgreSQL', async () => {
    const { links, linkCount } = await codes();
    expect(linkCount).toBe(2);
    const [lu, mei] = links;
    // o2, o5, o7 and o6, which was cancelled: ¥270.00, ¥40.00 of it back; 15 % of ¥230.00.
    expect(lu).toMatchObject({
      linkId: w.linkIds.lu,
      displayName: 'Lu',
      clicks: 3,
      scans: 1,
      visitors: 3,
      orders: 4,
      placed: 27_000,
      refunded: 4_000,
      settled: 23_000,
      cost: 3_450,
      refundRate: 4_000 / 27_000,
      firstAt: new Date('2026-10-20T08:30:00Z'),
      lastAt: new Date('2026-11-15T09:59:55Z'),
    });
    // o1 and o3; five more clicks, one of them twice. o4 came by the code, and has no link. o1 and o3 are one customer's,
    // who is one visitor on two devices.
    expect(mei).toMatchObject({
      rawClicks: 8,
      clicks: 7,
      visitors: 6,
      orders: 2,
      placed: 25_000,
      cost: 3_750,
    });
    expect(mei?.subs).toEqual([{ subs: ['live', '', ''], clicks: 1, orders: 1, placed: 20_000 }]);
    const rows = await w.deps.db.$queryRaw<
      { link_id: string; orders: bigint; placed: bigint; cost: bigint }[]
    >`
      SELECT m.link_id, count(*) AS orders, sum(m.base)::bigint AS placed, sum((SELECT coalesce(sum(e.amount), 0)
        FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
        WHERE e.subject = m.id AND a.kind IN ('pending', 'payable')))::bigint AS cost
      FROM commissions m WHERE m.brand_id = ${w.brand.scope.brandId} AND m.link_id IS NOT NULL GROUP BY 1`;
    for (const { linkId, orders, placed, cost } of links) {
      const row = rows.find(({ link_id }) => link_id === linkId);
      expect([orders, placed, cost]).toEqual([Number(row?.orders), Number(row?.placed), Number(row?.cost)]);
    }
  });

  test('the words on a link open the orders that they brought', async () => {
    const orders = async (filter: object) =>
      (await reportOrders(w.deps, w.brand.scope, OrdersQuestion.parse({ ...asked, filter }))).data;
    expect(await orders({ linkId: w.linkIds.mei, sub1: 'live' })).toMatchObject([{ orderId: 'o1' }]);
    expect(await orders({ linkId: w.linkIds.mei, sub1: 'live', sub2: 'evening' })).toEqual([]);
  });

  test('what each code brought, and how much of it without a click', async () => {
    const { codes: all } = await codes();
    expect(all).toMatchObject([
      {
        code: CODE,
        displayName: 'Mei',
        orders: 1,
        placed: 8_000,
        refunded: 3_000,
        settled: 5_000,
        cost: 750,
        withoutClick: 1,
        leaking: false,
        firstAt: new Date('2026-10-31T17:00:00Z'),
      },
    ]);
  });
});

describe('order quality', () => {
  const quality = (more: object = {}) =>
    REPORTS.quality.run(w.deps, w.brand.scope, REPORTS.quality.question.parse({ ...asked, ...more }));

  test('what came back, how soon, and what was too quick', async () => {
    const { total, kols } = await quality();
    // ¥70.00 of ¥600.00: part of o4 and all of o6, each after two days.
    expect(total).toMatchObject({
      orders: 7,
      placed: 60_000,
      refunded: 7_000,
      refundRate: 7_000 / 60_000,
      refundedOrders: 2,
      lostOrders: 1,
      daysToRefund: 2,
      cancelled: 1,
      codeOnly: 1,
      // o5: five seconds.
      fast: 1,
    });
    expect(kols.map((kol) => [kol.displayName, kol.refunded, kol.cancelled, kol.codeOnly, kol.fast])).toEqual(
      [
        ['Lu', 4_000, 1, 0, 1],
        ['Mei', 3_000, 0, 1, 0],
      ],
    );
    const [row] = await w.deps.db.$queryRaw<{ refunded: bigint; orders: bigint; days: number }[]>`
      SELECT sum(r.amount)::bigint AS refunded, count(DISTINCT r.conversion_id) AS orders,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM r.occurred_at - c.occurred_at) / 86400) AS days
      FROM refunds r JOIN conversions c ON c.id = r.conversion_id WHERE r.brand_id = ${w.brand.scope.brandId}`;
    expect(row && [Number(row.refunded), Number(row.orders), Number(row.days)]).toEqual([7_000, 2, 2]);
  });

  test('what the rules made of the orders, in their own words', async () => {
    const { db } = w.deps;
    const [o1, o2] = await Promise.all(
      ['o1', 'o2'].map((orderId) => db.conversion.findFirstOrThrow({ where: { orderId } })),
    );
    const check = (conversionId: string, state: string, reasons: object[]) => ({
      conversionId,
      brandId: w.brand.scope.brandId,
      state,
      score: 60,
      reasons,
      rulesVersion: 1,
      checkedAt: w.clock.now(),
    });
    const own = { code: 'own_purchase', weight: 100, value: 1, threshold: 1 };
    const fast = { code: 'fast_order', weight: 30, value: 1, threshold: 4 };
    await db.orderCheck.createMany({
      data: [check(o1?.id ?? '', 'held', [own, fast]), check(o2?.id ?? '', 'noted', [fast])],
    });
    const { total, reasons, kols } = await quality();
    expect(total).toMatchObject({ held: 1, noted: 1, released: 0, refused: 0 });
    expect(kols.map(({ displayName, held, noted }) => [displayName, held, noted])).toEqual([
      ['Lu', 0, 1],
      ['Mei', 1, 0],
    ]);
    expect(reasons).toEqual([
      { code: 'fast_order', orders: 2, held: 1, noted: 1, released: 0, refused: 0 },
      { code: 'own_purchase', orders: 1, held: 1, noted: 0, released: 0, refused: 0 },
    ]);
    // Of other days nothing.
    expect((await quality({ period: { from: '2026-12-01', to: '2026-12-31' } })).reasons).toEqual([]);
  });
});
