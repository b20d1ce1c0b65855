import { closeCampaign } from '@kolony/campaigns';
import { systemScope } from '@kolony/identity';
import { HOUR, present } from '@kolony/kernel';
import { castKol } from '@kolony/scenarios/worlds';
import { describe, expect, test } from 'vitest';
import { campaignSpend, dealFunded, raiseBudgetAlerts } from '../src/index.ts';
import { castRival, money, only, payOut, recordAll, refused, topUp, unchanged } from './steps.ts';
import { type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const CPS: Rules = { earnings: [{ kind: 'cps', rateBp: 1_000 }] };
const spend = (w: DealWorld) => campaignSpend(w.deps, w.brand.scope, { campaignId: w.campaignId });
const raise = (w: DealWorld) => raiseBudgetAlerts(w.deps, systemScope('test'));
const funded = (w: DealWorld) => dealFunded(w.deps, w.kol.scope, { dealId: w.link.dealId });

/** funded = free + reserved + pending + payable + in payout + paid − owed, and the ledger has the same. */
async function addsUp(w: DealWorld): Promise<void> {
  const s = await spend(w);
  expect(s.free + s.reserved + s.pending + s.payable + s.inPayout + s.paid - s.owed).toBe(s.funded);
  expect(await money(w)).toMatchObject({ escrow: s.free, reserved: s.reserved });
  expect([s.paid >= 0, s.paid + s.payable + s.pending + s.reserved - s.owed <= s.funded]).toEqual([
    true,
    true,
  ]);
}

describe('where a campaign’s money is', () => {
  test('all of it is free before anything was earned', async () => {
    await using w = await dealWorld(CPS, { budget: 100_000 });
    expect(await spend(w)).toEqual({
      currency: 'CNY',
      funded: 100_000,
      free: 100_000,
      reserved: 0,
      pending: 0,
      payable: 0,
      inPayout: 0,
      paid: 0,
      owed: 0,
      usedBp: 0,
      alerts: [],
      ordersLeft: null,
    });
  });

  test('every place has its part: kept back, held, released, on its way, paid, owed', async () => {
    const milestones = [
      { key: 'sign', title: 'Sign', amount: 2_000, due: 'acceptance' as const },
      { key: 'post', title: 'Post', amount: 8_000, due: { deliverable: 0 } },
    ];
    await using w = await dealWorld({ ...CPS, milestones }, { budget: 100_000 });
    const answers = await recordAll(
      w,
      [10_000, 20_000, 30_000, 40_000].map((amount, at) =>
        w.order(`o${at}`, amount, { status: at === 0 ? 'paid' : 'completed' }),
      ),
    );
    await w.settle(7);
    const commission = (at: number) => {
      const answer = answers[at];
      return present(answer && 'commissions' in answer ? answer.commissions[0] : null, 'commission');
    };
    await payOut(w, commission(2), { settled: false });
    await payOut(w, commission(3));
    await w.refund('o3', 10_000);
    expect(await spend(w)).toMatchObject({
      funded: 100_000,
      // 1,000.00 − 100.00 of fee − 10.00 − 20.00 − 30.00 − 40.00 + 10.00
      free: 81_000,
      reserved: 8_000,
      pending: 1_000,
      // 20.00 of the order and 20.00 of the fee
      payable: 4_000,
      inPayout: 3_000,
      paid: 4_000,
      owed: 1_000,
      // 190.00 of 1,000.00
      usedBp: 1_900,
    });
    await addsUp(w);
    await w.audit();
  });

  test('more budget is more funded; what a closed campaign gave back was never spent', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('o1', 20_000);
    await topUp(w, 5_000);
    // 20.00 of 150.00 = 13.33 %
    expect(await spend(w)).toMatchObject({ funded: 15_000, free: 13_000, usedBp: 1_333 });
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await spend(w)).toMatchObject({ funded: 2_000, free: 0, pending: 2_000, usedBp: 10_000 });
    await addsUp(w);
    expect(await money(w)).toEqual(only({ funding: 13_000, pending: 2_000 }));
  });

  test('is the brand’s to know: another one does not find the campaign', async () => {
    await using w = await dealWorld(CPS);
    const rival = await castRival(w);
    const { campaignId } = w;
    await refused(w, () => campaignSpend(w.deps, rival.scope, { campaignId }), {
      code: 'campaigns/campaign_not_found',
      facts: { id: campaignId },
    });
    // What the rival spends is not in these figures.
    await rival.record('o1', 10_000);
    expect(await spend(w)).toMatchObject({ free: 1_000_000, pending: 0, ordersLeft: null });
  });
});

describe('an alert', () => {
  test.each([
    { from: 49_990, bp: [], until: 50_000, told: [5_000] },
    { from: 79_990, bp: [5_000], until: 80_000, told: [5_000, 8_000] },
    { from: 94_990, bp: [5_000, 8_000], until: 95_000, told: [5_000, 8_000, 9_500] },
  ])('comes with the fen that reaches it: not at $from, at $until of ¥1,000.00', async (of) => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('below', of.from);
    expect(await raise(w)).toBe(of.bp.length);
    expect((await spend(w)).alerts.map((alert) => alert.thresholdBp)).toEqual(of.bp);
    w.clock.move(HOUR);
    // 10 % of ¥0.10: one fen.
    await w.record('edge', of.until - of.from);
    expect(await raise(w)).toBe(1);
    const { alerts } = await spend(w);
    expect(alerts.map((alert) => alert.thresholdBp)).toEqual(of.told);
    expect(alerts.at(-1)?.at).toEqual(w.clock.now());
    expect(await unchanged(w, () => raise(w))).toBe(0);
  });

  test('is raised once by five workers at once', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('o1', 80_000);
    const raised = await Promise.all(Array.from({ length: 5 }, () => raise(w)));
    expect(raised.reduce((sum, n) => sum + n, 0)).toBe(2);
    expect((await spend(w)).alerts.map((alert) => alert.thresholdBp)).toEqual([5_000, 8_000]);
  });

  test('is said anew of a larger budget, when that one is used as far', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('o1', 60_000);
    expect(await raise(w)).toBe(1);
    await topUp(w, 10_000);
    // 60.00 of 200.00 are 30 %: nothing to say of this budget.
    expect(await raise(w)).toBe(0);
    expect((await spend(w)).alerts).toEqual([]);
    await w.record('o2', 40_000);
    expect(await raise(w)).toBe(1);
    expect((await spend(w)).alerts.map((alert) => alert.thresholdBp)).toEqual([5_000]);
  });

  test('is not said twice when a refund takes the use below it and another order above it again', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('o1', 60_000);
    expect(await raise(w)).toBe(1);
    await w.refund('o1', 60_000);
    expect(await spend(w)).toMatchObject({ usedBp: 0 });
    await w.record('o2', 60_000);
    expect(await raise(w)).toBe(0);
  });

  test('counts what is kept back for fees as used', async () => {
    const milestones = [{ key: 'post', title: 'Post', amount: 6_000, due: { deliverable: 0 } }];
    await using w = await dealWorld({ milestones }, { budget: 10_000 });
    expect(await raise(w)).toBe(1);
    expect(await spend(w)).toMatchObject({
      usedBp: 6_000,
      reserved: 6_000,
      alerts: [{ thresholdBp: 5_000 }],
    });
  });

  test('is of live campaigns: none after the close', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('o1', 60_000);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await raise(w)).toBe(0);
    expect((await spend(w)).alerts).toEqual([]);
  });

  test('is each campaign’s own, of every brand in one run', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    const rival = await castRival(w);
    const second = await w.nextCampaign(CPS, w.kol.scope);
    await w.record('o1', 50_000);
    // 40.00 of 50.00
    await rival.record('o1', 40_000);
    expect(await raise(w)).toBe(3);
    const of = async (scope: typeof w.brand.scope, campaignId: string) =>
      (await campaignSpend(w.deps, scope, { campaignId })).alerts.map((alert) => alert.thresholdBp);
    expect(await of(w.brand.scope, w.campaignId)).toEqual([5_000]);
    expect(await of(w.brand.scope, second.campaignId)).toEqual([]);
    expect(await of(rival.scope, rival.campaignId)).toEqual([5_000, 8_000]);
  });
});

describe('how many more orders', () => {
  test('like the dearest recent one: the free money divided by it, rounded down, the same for brand and KOL', async () => {
    await using w = await dealWorld(CPS, { budget: 10_000 });
    await w.record('cheap', 5_000);
    await w.record('dear', 15_000);
    // 80.00 are free: five times 15.00 and 5.00 over.
    expect((await spend(w)).ordersLeft).toBe(5);
    expect(await funded(w)).toEqual({ ordersLeft: 5, exhausted: false });
    // What was promised holds: five like it are paid, the sixth is not.
    const answers = await recordAll(
      w,
      Array.from({ length: 6 }, (_, at) => w.order(`o${at}`, 15_000)),
    );
    const reasons = answers.map((answer) =>
      'commissions' in answer ? answer.commissions[0]?.refusedFor : '?',
    );
    expect(reasons).toEqual([null, null, null, null, null, 'budget_exhausted']);
    expect(await funded(w)).toEqual({ ordersLeft: 0, exhausted: false });
    await w.record('last', 5_000);
    expect(await funded(w)).toEqual({ ordersLeft: 0, exhausted: true });
    await topUp(w, 3_000);
    expect(await funded(w)).toEqual({ ordersLeft: 2, exhausted: false });
  });

  test('one dear order is forgotten after a hundred cheap ones', async () => {
    await using w = await dealWorld(CPS, { budget: 1_000_000 });
    await w.record('dear', 1_000_000);
    w.clock.move(HOUR);
    const cheap = (from: number, many: number) =>
      recordAll(
        w,
        Array.from({ length: many }, (_, at) => w.order(`cheap-${from + at}`, 1_000)),
      );
    await cheap(0, 99);
    // 1,000,000 − 100,000 − 99 × 100 = 890,100: eight more like the dear one
    expect((await spend(w)).ordersLeft).toBe(8);
    await cheap(99, 1);
    // 890,000 by 1.00
    expect((await spend(w)).ordersLeft).toBe(8_900);
  });

  test('is told to the deal’s own KOL only', async () => {
    await using w = await dealWorld(CPS);
    const bo = await joinKol(w, 'bo_li');
    const { scope } = await castKol(w.deps, { handle: 'stranger', displayName: 'Stranger' });
    await w.record('o1', 10_000);
    // Bo brought nothing yet, and is told of the same budget: 9,990.00 by 10.00.
    expect(await dealFunded(w.deps, bo.scope, { dealId: bo.dealId })).toEqual({
      ordersLeft: 999,
      exhausted: false,
    });
    const { dealId } = w.link;
    for (const other of [bo.scope, scope])
      await refused(w, () => dealFunded(w.deps, other, { dealId }), {
        code: 'deals/deal_not_found',
        facts: { id: dealId },
      });
  });
});
