import type { NewCampaign, TermsRules } from '@kolony/campaigns/schema';
import { amendTerms } from '@kolony/deals';
import { after, DAY, HOUR } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { whatIf } from '../src/index.ts';
import type { WhatIf } from '../src/schema.ts';
import { castRival, recordAll, refused, unchanged } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });
const rules = (more: Rules): TermsRules => ({ earnings: [], holdDays: 7, ...more });
const linear: Partial<NewCampaign> = {
  attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' },
};

/** Asked over ten days around now; nothing is written by asking. */
const ask = (w: DealWorld, change: Partial<WhatIf> = {}) =>
  unchanged(w, () =>
    whatIf(w.deps, w.brand.scope, {
      campaignId: w.campaignId,
      from: after(w.clock.now(), -5 * DAY),
      to: after(w.clock.now(), 5 * DAY),
      ...change,
    }),
  );

describe('under another window', () => {
  test('orders that nobody won under the old one are found', async () => {
    await using w = await dealWorld(cps(1_000), {
      campaign: { attribution: { model: 'last_click', windowDays: 2, codeRule: 'code_wins' } },
    });
    const old = clickOf('old', w, w.clock.now());
    w.clock.move(3 * DAY);
    await w.record('late', 10_000, { touches: [old] });
    await w.record('soon', 10_000);
    expect(await ask(w)).toMatchObject({ orders: 2, actual: 1_000, would: 1_000 });
    // Three days are within ten: both orders at 10 %.
    expect(await ask(w, { windowDays: 10 })).toMatchObject({ orders: 2, actual: 1_000, would: 2_000 });
  });
});

describe('under other Terms', () => {
  test('the whole answer: orders, what they cost, what they would have, by KOL, the dearest first', async () => {
    await using w = await dealWorld(cps(1_500));
    const bo = await joinKol(w, 'bo_li');
    await w.record('m1', 20_000);
    await w.record('m2', 10_000);
    await w.record('b1', 5_000, { touches: [clickOf('b1', bo.numbers, w.clock.now())] });
    // 15 %: 30.00 + 15.00 and 7.50. ¥5.00 per order: 10.00 and 5.00.
    expect(await ask(w, { rules: rules({ earnings: [{ kind: 'cpa', amount: 500 }] }) })).toEqual({
      currency: 'CNY',
      orders: 3,
      actual: 5_250,
      would: 1_500,
      byKol: [
        { kolId: w.kol.scope.kolId, name: 'Mei', actual: 4_500, would: 1_000, orders: 2, wouldOrders: 2 },
        { kolId: bo.scope.kolId, name: 'bo_li', actual: 750, would: 500, orders: 1, wouldOrders: 1 },
      ],
    });
  });

  test('without a change it is what was paid, by the versions that were in force', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('old', 10_000);
    await amendTerms(w.deps, w.brand.scope, {
      id: w.link.dealId,
      rules: rules(cps(2_000)),
      reason: 'season',
    });
    w.clock.move(2 * HOUR);
    await w.record('new', 10_000);
    // 15.00 and 20.00
    expect(await ask(w)).toMatchObject({ orders: 2, actual: 3_500, would: 3_500 });
  });

  test('a cap in all is used up in the order of the sales', async () => {
    await using w = await dealWorld(cps(1_000));
    for (const id of ['o1', 'o2', 'o3', 'o4']) await w.record(id, 10_000);
    // 10.00 · 10.00 · 5.00 · refused
    const capped = await ask(w, { rules: rules({ ...cps(1_000), caps: { total: 2_500 } }) });
    expect(capped).toMatchObject({ actual: 4_000, would: 2_500, byKol: [{ orders: 4, wouldOrders: 3 }] });
  });

  test('a cap per day begins anew at midnight in the brand’s zone', async () => {
    await using w = await dealWorld(cps(1_000));
    await w.record('o1', 10_000);
    await w.record('o2', 10_000);
    // 18:00 in Shanghai: six hours later it is the next day there, and still the same in UTC.
    w.clock.move(6 * HOUR);
    await w.record('o3', 10_000);
    const capped = await ask(w, { rules: rules({ ...cps(1_000), caps: { perDay: 1_200 } }) });
    // 10.00 + 2.00, then 10.00
    expect(capped).toMatchObject({ actual: 3_000, would: 2_200 });
  });

  test('a minimum leaves the small orders out, and a rate by line goes by the recorded lines', async () => {
    await using w = await dealWorld(cps(1_000));
    const line = (category: string, amount: number) => ({
      items: [{ sku: category, category, quantity: 1, amount }],
    });
    await w.record('serum', 10_000, line('serum', 10_000));
    await w.record('cream', 8_000, line('cream', 8_000));
    await w.record('small', 4_999, line('serum', 4_999));
    const asked = await ask(w, {
      rules: rules({
        earnings: [
          { kind: 'cps', rateBp: 500 },
          { kind: 'cps', rateBp: 3_000, only: { categories: ['serum'] } },
        ],
        minOrder: 5_000,
      }),
    });
    // 10.00 + 8.00 + 5.00. Instead: 30 % of 100.00, 5 % of 80.00, nothing.
    expect(asked).toMatchObject({ orders: 3, actual: 2_300, would: 3_400, byKol: [{ wouldOrders: 2 }] });
  });

  test('a rate for new customers knows who was new when they bought', async () => {
    await using w = await dealWorld(cps(1_000));
    for (const [id, customerId] of [
      ['o1', 'li'],
      ['o2', 'li'],
      ['o3', 'wang'],
    ] as const)
      await w.record(id, 10_000, { customerId });
    const asked = await ask(w, {
      rules: rules({
        earnings: [
          { kind: 'cps', rateBp: 500 },
          { kind: 'cps', rateBp: 2_000, only: { customer: 'new' } },
        ],
      }),
    });
    // Two first orders at 20 %, one later one at 5 %.
    expect(asked).toMatchObject({ actual: 3_000, would: 4_500 });
  });

  test('an order in another currency is priced by the rate that was sent with it', async () => {
    await using w = await dealWorld(cps(1_000));
    const fx = { currency: 'CNY' as const, rate: '7.1234', source: 'ECB' };
    await w.record('usd', 4_999, { currency: 'USD', fx });
    // ¥356.10: 35.61 and 71.22
    expect(await ask(w, { rules: rules(cps(2_000)) })).toMatchObject({ actual: 3_561, would: 7_122 });
  });
});

describe('under another attribution', () => {
  test('a shorter window leaves nobody paid for what came later', async () => {
    await using w = await dealWorld(cps(1_000));
    w.clock.move(4 * DAY);
    const ago = (days: number) => ({ touches: [clickOf(`c${days}`, w, after(w.clock.now(), -days * DAY))] });
    await w.record('soon', 10_000, ago(1));
    await w.record('late', 10_000, ago(3));
    expect(await ask(w, { windowDays: 2 })).toMatchObject({
      orders: 2,
      actual: 2_000,
      would: 1_000,
      byKol: [{ orders: 2, wouldOrders: 1 }],
    });
    expect(await ask(w, { windowDays: 4 })).toMatchObject({ would: 2_000 });
  });

  test('shared among the touches instead of the last one’s alone, and the other way round', async () => {
    await using w = await dealWorld(cps(1_000));
    const bo = await joinKol(w, 'bo_li', rules(cps(3_000)));
    const touches = (id: string) => [
      clickOf(`m-${id}`, w, after(w.clock.now(), -HOUR)),
      clickOf(`b-${id}`, bo.numbers, w.clock.now()),
    ];
    await w.record('o1', 10_000, { touches: touches('o1') });
    const byName = (asked: Awaited<ReturnType<typeof ask>>) =>
      Object.fromEntries(asked.byKol.map((row) => [row.name, [row.actual, row.would, row.wouldOrders]]));
    // Bo alone: 30 % of 100.00. Shared: 10 % and 30 % of 50.00.
    expect(byName(await ask(w, { model: 'linear' }))).toEqual({
      bo_li: [3_000, 1_500, 1],
      Mei: [0, 500, 1],
    });
    await using shared = await dealWorld(cps(1_000), { campaign: linear });
    const other = await joinKol(shared, 'bo_li', rules(cps(3_000)));
    const both = [
      clickOf('m', shared, after(shared.clock.now(), -HOUR)),
      clickOf('b', other.numbers, shared.clock.now()),
    ];
    await shared.record('o1', 10_000, { touches: both });
    expect(byName(await ask(shared, { model: 'last_click' }))).toEqual({
      bo_li: [1_500, 3_000, 1],
      Mei: [500, 0, 0],
    });
  });
});

describe('what is compared', () => {
  test('is what orders cost before refunds', async () => {
    await using w = await dealWorld(cps(1_000));
    await w.record('o1', 10_000);
    await w.refund('o1', 10_000);
    expect(await ask(w, { rules: rules(cps(2_000)) })).toMatchObject({
      orders: 1,
      actual: 1_000,
      would: 2_000,
    });
  });

  test('is the price, not the budget: an order that was refused for it would have cost', async () => {
    await using w = await dealWorld(cps(1_000), { budget: 1_000 });
    await w.record('paid', 10_000);
    await w.record('refused', 10_000);
    expect(await ask(w)).toMatchObject({
      orders: 2,
      actual: 1_000,
      would: 2_000,
      byKol: [{ orders: 1, wouldOrders: 2 }],
    });
  });

  test('is of the period, its first instant in and its last one out, and of the campaign', async () => {
    await using w = await dealWorld(cps(1_000));
    const second = await w.nextCampaign(cps(1_000), w.kol.scope);
    const start = w.clock.now();
    await w.record('first', 10_000);
    await w.record('theirs', 70_000, { touches: [clickOf('s', second.numbers, start)] });
    await w.record('nobodys', 70_000, { touches: [] });
    w.clock.move(HOUR);
    await w.record('last', 20_000);
    const [from, to] = [start, w.clock.now()];
    const of = async (period: { from: Date; to: Date }) => {
      const { orders, actual } = await ask(w, period);
      return [orders, actual];
    };
    expect(await of({ from, to })).toEqual([1, 1_000]);
    expect(await of({ from, to: after(to, 1) })).toEqual([2, 3_000]);
    expect(await of({ from: after(from, 1), to: after(to, 1) })).toEqual([1, 2_000]);
    expect(await ask(w, { from: after(to, 1), to: after(to, DAY) })).toEqual({
      currency: 'CNY',
      orders: 0,
      actual: 0,
      would: 0,
      byKol: [],
    });
  });

  test('is one’s own: another brand’s campaign is not found', async () => {
    await using w = await dealWorld(cps(1_000));
    const rival = await castRival(w);
    await w.record('o1', 10_000);
    const period = { from: after(w.clock.now(), -DAY), to: after(w.clock.now(), DAY) };
    await refused(w, () => whatIf(w.deps, rival.scope, { campaignId: w.campaignId, ...period }), {
      code: 'campaigns/campaign_not_found',
      facts: { id: w.campaignId },
    });
  });

  test('is at most twenty thousand orders: one more is refused, and a shorter period is answered', async () => {
    await using w = await dealWorld(cps(1_000));
    await recordAll(w, [w.order('seed', 10_000)]);
    // As many copies of one order, a second apart, as no test could send.
    await w.deps.db.$executeRaw`
      INSERT INTO conversions (id, brand_id, order_id, input_hash, campaign_id, status, amount, currency, items, metadata,
        decision, occurred_at, recorded_at)
      SELECT id || n, brand_id, order_id || n, input_hash, campaign_id, status, amount, currency, items, metadata, decision,
        occurred_at + n * interval '1 second', recorded_at
      FROM conversions, generate_series(1, 20000) n WHERE order_id = 'seed'`;
    const from = w.clock.now();
    const to = (seconds: number) => ({ from, to: after(from, seconds * 1_000 + 1) });
    const over = { campaignId: w.campaignId, ...to(20_000) };
    await refused(w, () => whatIf(w.deps, w.brand.scope, over), {
      code: 'commissions/too_many_orders',
      facts: { limit: 20_000 },
    });
    // 20,000 orders of ¥100.00 at 20 %; one of them was really paid 10 %.
    const asked = await whatIf(w.deps, w.brand.scope, {
      campaignId: w.campaignId,
      ...to(19_999),
      rules: rules(cps(2_000)),
    });
    expect(asked).toMatchObject({ orders: 20_000, actual: 1_000, would: 40_000_000 });
  });
});
