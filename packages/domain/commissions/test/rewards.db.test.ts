import { closeCampaign } from '@kolony/campaigns';
import { endDeal } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { DAY, present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { explainEarning, listEarnings, releaseDueHolds, winBackChargeback } from '../src/index.ts';
import type { ConversionResult } from '../src/schema.ts';
import { castAgency, money, only, outcomes, payOut, recordAll } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const CPS: Rules = { earnings: [{ kind: 'cps', rateBp: 1_000 }] };
const CPA: Rules = { earnings: [{ kind: 'cpa', amount: 500 }] };

/** Completed orders of these amounts, in one request. */
const sell = (w: DealWorld, ...amounts: number[]) =>
  recordAll(
    w,
    amounts.map((amount, at) => w.order(`o${at + 1}`, amount, { status: 'completed' })),
  );

async function rewards(w: DealWorld) {
  const { data } = await listEarnings(w.deps, w.kol.scope, { limit: 100 });
  return data.filter((earning) => earning.source === 'reward').toReversed();
}

describe('tiers by orders', () => {
  const steps = [
    { from: 3, amount: 650 },
    { from: 5, amount: 800 },
  ];

  test('retroactive: at the third order all three are paid ¥6.50, at the fifth all five ¥8.00', async () => {
    await using w = await dealWorld({ ...CPA, tiers: { by: 'orders', retroactive: true, steps } });
    await sell(w, 1_000, 1_000);
    // Two orders: 10.00, and no step is near.
    expect(await money(w)).toEqual(only({ escrow: 999_000, pending: 1_000 }));
    await w.record('o3', 1_000, { status: 'completed' });
    // The third would raise three by 1.50: 4.50 are kept back.
    expect(await money(w)).toEqual(only({ escrow: 998_050, pending: 1_500, reserved: 450 }));
    await w.settle(7);
    // 3 × 6.50
    expect(await money(w)).toEqual(only({ escrow: 998_050, payable: 1_950 }));
    await w.record('o4', 1_000, { status: 'completed' });
    await w.record('o5', 1_000, { status: 'completed' });
    // 5 × 8.00 = 40.00: 19.50 are paid, 10.00 are held, so 10.50 are kept back.
    expect(await money(w)).toEqual(
      only({ escrow: 996_000, payable: 1_950, pending: 1_000, reserved: 1_050 }),
    );
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 996_000, payable: 4_000 }));
    expect((await rewards(w)).map((reward) => reward.amount)).toEqual([450, 1_050]);
    await w.audit();
  });

  test('not retroactive: only the third and fourth are paid ¥6.50, from the fifth on ¥8.00', async () => {
    await using w = await dealWorld({ ...CPA, tiers: { by: 'orders', retroactive: false, steps } });
    await sell(w, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000);
    // 6 × 5.00, and on top 1.50 + 1.50 + 3.00 + 3.00 = 9.00
    expect(await money(w)).toEqual(only({ escrow: 996_100, pending: 3_000, reserved: 900 }));
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 996_100, payable: 3_900 }));
    await w.audit();
  });

  test('an order that is refunded in part still counts as an order; refunded in full it does not', async () => {
    await using w = await dealWorld({ ...CPA, tiers: { by: 'orders', retroactive: true, steps } });
    await sell(w, 1_000, 1_000, 1_000);
    await w.settle(7);
    expect(await w.of('payable')).toBe(1_950);
    await w.refund('o3', 999);
    // 99.9 % of its 5.00 go (4.995 → 5.00), the three orders stay three.
    expect(await money(w)).toEqual(only({ escrow: 998_550, payable: 1_450 }));
    await w.refund('o3', 1);
    // Two orders: no step. The reward of 4.50 goes.
    expect(await money(w)).toEqual(only({ escrow: 999_000, payable: 1_000 }));
    await w.audit();
  });
});

describe('tiers by GMV, not retroactive', () => {
  const tiered: Rules = {
    ...CPS,
    tiers: {
      by: 'gmv',
      retroactive: false,
      steps: [
        { from: 10_000, rateBp: 1_500 },
        { from: 30_000, rateBp: 2_500 },
      ],
    },
  };

  test('each step is for what lies above it: ¥400.00 are 100 at 10, 200 at 15 and 100 at 25 %', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 25_000, 15_000);
    // 400 at 10 % = 40.00 held. On top: 200 × 5 % = 10.00 and 100 × 15 % = 15.00.
    expect(await money(w)).toEqual(only({ escrow: 993_500, pending: 4_000, reserved: 2_500 }));
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 993_500, payable: 6_500 }));
    await w.audit();
  });

  test('an order across a step has no edge: one fen below, at and above it differ by fractions', async () => {
    for (const [amount, extra] of [
      [9_999, 0],
      [10_000, 0],
      // 1 fen × 5 % = 0.05 → 0; 10 fen × 5 % = 0.5 → 1
      [10_001, 0],
      [10_010, 1],
    ] as const) {
      await using w = await dealWorld(tiered);
      await w.record('o1', amount);
      expect([amount, await w.reserved()]).toEqual([amount, extra]);
    }
  });

  test('a refund takes from the highest step first', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 25_000, 15_000);
    await w.settle(7);
    await w.refund('o2', 5_000);
    // ¥350.00: 35.00 + 200 × 5 % + 50 × 15 % = 35.00 + 10.00 + 7.50
    expect(await money(w)).toEqual(only({ escrow: 994_750, payable: 5_250 }));
    await w.refund('o1', 25_000);
    // ¥100.00 are left: 10.00, and nothing above the first step.
    expect(await money(w)).toEqual(only({ escrow: 999_000, payable: 1_000 }));
    await w.audit();
  });
});

describe('tiers by GMV, retroactive', () => {
  const tiered: Rules = {
    ...CPS,
    tiers: { by: 'gmv', retroactive: true, steps: [{ from: 30_000, rateBp: 1_500 }] },
  };

  test('what is settled decides, what is pending only keeps money back', async () => {
    await using w = await dealWorld(tiered);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.record('o2', 20_000, { status: 'paid' });
    await w.settle(7);
    // Order 1 settled: ¥200.00 are below the step. 5 % of 400 stay kept back for both.
    expect(await money(w)).toEqual(
      only({ escrow: 994_000, payable: 2_000, pending: 2_000, reserved: 2_000 }),
    );
    expect(await rewards(w)).toEqual([]);
    await w.settle(15);
    expect(await money(w)).toEqual(only({ escrow: 994_000, payable: 6_000 }));
    await w.audit();
  });

  test('a pending order that is cancelled frees what was kept back, for other orders to spend', async () => {
    await using w = await dealWorld(tiered, { budget: 6_000 });
    await w.record('o1', 40_000);
    // 40.00 + 20.00: the whole budget.
    expect(await money(w)).toEqual(only({ pending: 4_000, reserved: 2_000 }));
    expect((await w.record('o2', 20_000)).commissions).toMatchObject([{ refusedFor: 'budget_exhausted' }]);
    await w.refund('o1', 20_000);
    expect(await money(w)).toEqual(only({ escrow: 4_000, pending: 2_000 }));
    expect((await w.record('o3', 5_000)).commissions).toMatchObject([{ refusedFor: null }]);
    await w.audit();
  });

  test('one settlement of all and one of each come to the same, by one reward or by several', async () => {
    await using together = await dealWorld(tiered);
    await sell(together, 20_000, 15_000, 10_000);
    await together.settle(7);
    await using apart = await dealWorld(tiered);
    // A second between them: holds that end at one instant are released in no particular order.
    for (const amount of [20_000, 15_000, 10_000]) {
      await apart.record(`o-${amount}`, amount, { status: 'completed' });
      apart.clock.move(1_000);
    }
    apart.clock.move(7 * DAY);
    for (let at = 0; at < 3; at++) await releaseDueHolds(apart.deps, systemScope('test'), { limit: 1 });
    // ¥450.00 at 15 %
    for (const w of [together, apart])
      expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 6_750, payable: 6_750 }));
    expect((await rewards(together)).map((reward) => reward.amount)).toEqual([2_250]);
    const sum = (await rewards(apart)).reduce((total, reward) => total + reward.amount, 0);
    expect([(await rewards(apart)).length > 1, sum]).toEqual([true, 2_250]);
    await together.audit();
    await apart.audit();
  });

  test('dropped after the reward was paid: the KOL owes it, and reaching it again gives it again', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 20_000, 15_000);
    await w.settle(7);
    const [reward] = await rewards(w);
    await payOut(w, { id: present(reward, 'reward').id, amount: 1_750 });
    // ¥300.00 are the step: ¥299.99 are below it. 10 % of 50.01 = 5.00 of the order, and the 17.50.
    await w.refund('o2', 5_001);
    expect(await money(w)).toEqual(only({ escrow: 998_750 - 1_750, payable: 3_000, debt: -1_750 }));
    await w.record('o3', 10_000, { status: 'completed' });
    await w.settle(7);
    // ¥399.99: 5 % = 19.9995 → 20.00 are given anew; what is owed is set off when it is paid out.
    expect(await money(w)).toEqual(only({ escrow: 994_000, payable: 6_000, debt: -1_750 }));
    expect((await rewards(w)).map((r) => [r.amount, r.reversed, r.state])).toEqual([
      [1_750, 1_750, 'paid'],
      [2_000, 0, 'payable'],
    ]);
    await w.audit();
  });

  test('a chargeback that drops the step and is won back gives the same as before', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 20_000, 15_000);
    await w.settle(7);
    const before = await money(w);
    await w.refund('o2', 15_000, { refundId: 'CB', kind: 'chargeback' });
    expect(await money(w)).toEqual(only({ escrow: 998_000, payable: 2_000 }));
    const occurredAt = w.clock.now();
    await winBackChargeback(w.deps, w.brand.scope, { orderId: 'o2', refundId: 'CB', occurredAt });
    expect(await money(w)).toEqual(before);
    expect(before).toEqual(only({ escrow: 994_750, payable: 5_250 }));
    await w.audit();
  });

  test('says why: the settled figures, what the step and the bonuses give, and what was given before', async () => {
    await using w = await dealWorld({ ...tiered, bonuses: [{ by: 'orders', reach: 2, amount: 700 }] });
    await sell(w, 20_000, 15_000);
    await w.settle(7);
    const [reward] = await rewards(w);
    const why = await explainEarning(w.deps, w.kol.scope, { id: present(reward, 'reward').id });
    expect(why).toMatchObject({
      commission: { source: 'reward', rule: 'reward', orderId: null, amount: 2_450, state: 'payable' },
      decision: null,
      refunds: [],
      legs: [],
    });
    expect(why.derivation.steps.map((step) => step.kind)).toEqual([
      'terms',
      'reward',
      'outlay',
      'leg',
      'hold',
    ]);
    // 5 % of 350.00 and the 7.00
    expect(why.derivation.steps[1]).toEqual({
      kind: 'reward',
      orders: 2,
      gmv: 35_000,
      tier: 1_750,
      bonus: 700,
      before: 0,
    });
    expect(why.entries.map((entry) => [entry.kind, entry.account, entry.amount])).toEqual([
      ['accrue', 'reserved', -2_450],
      ['accrue', 'payable', 2_450],
    ]);
    await w.audit();
  });

  test('is shared by all parties as the commissions are', async () => {
    await using w = await dealWorld(CPS);
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [{ kind: 'cps', rateBp: 1_000 }],
      tiers: { by: 'gmv', retroactive: true, steps: [{ from: 30_000, rateBp: 1_333 }] },
      holdDays: 7,
      partners: [{ agencyId: mcn.id, shareBp: 3_333 }],
    });
    const party = `kol:${kol.scope.kolId}`;
    await w.record('o1', 30_001, {
      status: 'completed',
      touches: [clickOf('c1', kol.numbers, w.clock.now())],
    });
    // 3,000: 2,000.1 and 999.9 → 2,000 and 1,000. Reward 3.33 % of 30,001 = 999.03 → 999: 666.03 and 332.97 → 666 and 333.
    await w.settle(7);
    expect([await w.of('payable', party), await w.of('payable', mcn.party)]).toEqual([2_666, 1_333]);
    const own = (await listEarnings(w.deps, mcn.scope, {})).data;
    expect(own.map((c) => [c.source, c.party, c.amount, c.outlay]).sort()).toEqual([
      ['order', mcn.party, 1_000, 3_000],
      ['reward', mcn.party, 333, 999],
    ]);
    // One fen of goods back drops the step: both give their part of the reward back.
    await w.refund('o1', 2);
    expect([await w.of('payable', party), await w.of('payable', mcn.party)]).toEqual([2_000, 1_000]);
    expect(await w.escrow()).toBe(1_000_000 - 3_000);
    await w.audit();
  });

  test('of another KOL’s sales nothing is counted', async () => {
    await using w = await dealWorld(tiered);
    const bo = await joinKol(w, 'bo_li');
    const viaBo = { status: 'completed' as const, touches: [clickOf('b', bo.numbers, w.clock.now())] };
    await w.record('m', 20_000, { status: 'completed' });
    await w.record('b', 20_000, viaBo);
    // ¥400.00 in the campaign, ¥200.00 each.
    expect(await w.reserved()).toBe(0);
    await w.settle(7);
    expect([await w.of('payable'), await w.of('payable', `kol:${bo.scope.kolId}`)]).toEqual([2_000, 2_000]);
    await w.audit();
  });
});

describe('bonuses', () => {
  test('by GMV and by orders, each once and each by itself', async () => {
    await using w = await dealWorld({
      ...CPS,
      bonuses: [
        { by: 'gmv', reach: 30_000, amount: 5_000 },
        { by: 'orders', reach: 2, amount: 1_000 },
      ],
    });
    await sell(w, 10_000, 10_000, 10_000);
    // 30.00 held; both are reached if all settles: 60.00 kept back.
    expect(await money(w)).toEqual(only({ escrow: 991_000, pending: 3_000, reserved: 6_000 }));
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 991_000, payable: 9_000 }));
    // One fen below ¥300.00: the one by GMV goes, the one by orders stays.
    await w.refund('o3', 1);
    expect(await money(w)).toEqual(only({ escrow: 996_000, payable: 4_000 }));
    await w.refund('o3', 9_999);
    // Still two orders: 20.00 + 10.00
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await w.refund('o2', 10_000);
    expect(await money(w)).toEqual(only({ escrow: 999_000, payable: 1_000 }));
    await w.audit();
  });

  test('that the budget cannot keep back refuses the order that would reach it, and the bonus is never owed', async () => {
    await using w = await dealWorld(
      { ...CPS, bonuses: [{ by: 'orders', reach: 2, amount: 5_000 }] },
      { budget: 6_999 },
    );
    await w.record('o1', 10_000, { status: 'completed' });
    const { commissions } = await w.record('o2', 10_000, { status: 'completed' });
    // 10.00 are spent, 59.99 are left, and 10.00 + 50.00 are needed.
    expect(commissions).toMatchObject([{ refusedFor: 'budget_exhausted', amount: 1_000 }]);
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 5_999, payable: 1_000 }));
    expect(await rewards(w)).toEqual([]);
    await w.audit();
  });

  test('count against the cap in all', async () => {
    await using w = await dealWorld({
      ...CPS,
      caps: { total: 3_000 },
      bonuses: [{ by: 'orders', reach: 2, amount: 1_500 }],
    });
    const results = (await sell(w, 10_000, 10_000, 10_000)) as ConversionResult[];
    // 10.00; then 15.00 are kept back for the bonus and 5.00 are left; then nothing is.
    expect(results.flatMap(({ commissions }) => commissions.map((c) => c.refusedFor ?? c.amount))).toEqual([
      1_000,
      500,
      'cap_reached',
    ]);
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await w.audit();
  });
});

describe('when it is over', () => {
  const tiered: Rules = {
    ...CPS,
    tiers: { by: 'gmv', retroactive: true, steps: [{ from: 30_000, rateBp: 1_500 }] },
  };

  test('a campaign that is closed still pays the reward that was kept back for it', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 40_000);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    // 40.00 held, 20.00 kept back, the rest is the brand's again.
    expect(await money(w)).toEqual(only({ funding: 994_000, pending: 4_000, reserved: 2_000 }));
    await w.settle(7);
    expect(await money(w)).toEqual(only({ funding: 994_000, payable: 6_000 }));
    await w.audit();
  });

  test('what a closed campaign keeps back in vain returns to the brand’s funding', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 40_000);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await w.refund('o1', 20_000);
    // 20.00 of the order and the 20.00 kept back
    expect(await money(w)).toEqual(only({ funding: 998_000, pending: 2_000 }));
    await w.settle(7);
    expect(await money(w)).toEqual(only({ funding: 998_000, payable: 2_000 }));
    await w.audit();
  });

  test('a closed campaign’s reward that is dropped returns to the brand’s funding', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 40_000);
    await w.settle(7);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await w.refund('o1', 20_000);
    expect(await money(w)).toEqual(only({ funding: 998_000, payable: 2_000 }));
    await w.audit();
  });

  test('a deal that has ended still reaches its step with the orders it brought before', async () => {
    await using w = await dealWorld(tiered);
    await sell(w, 40_000);
    await endDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'season over' });
    await w.settle(7);
    expect(await money(w)).toEqual(only({ escrow: 994_000, payable: 6_000 }));
    await w.audit();
  });
});

test('settled and refunded at once, in any order, the reward is what the figures give in the end', async () => {
  await using w = await dealWorld({
    ...CPS,
    tiers: { by: 'gmv', retroactive: true, steps: [{ from: 30_000, rateBp: 1_500 }] },
    bonuses: [{ by: 'orders', reach: 8, amount: 4_000 }],
  });
  await sell(w, ...Array(10).fill(5_000));
  w.clock.move(7 * DAY);
  await outcomes<unknown>([
    ...Array.from({ length: 6 }, () => releaseDueHolds(w.deps, systemScope('test'), { limit: 3 })),
    ...['o1', 'o2', 'o3'].map((id) => w.refund(id, 5_000)),
  ]);
  await w.settle(0);
  // Seven orders of ¥50.00 are left: ¥350.00 at 15 %, and eight were not kept.
  expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 5_250, payable: 5_250 }));
  await w.audit();
});
