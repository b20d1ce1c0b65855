import { closeCampaign } from '@kolony/campaigns';
import { changeOffer, endDeal, getDeal, submitDraft, submitProof } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { after, DAY, present } from '@kolony/kernel';
import { createCoupon } from '@kolony/links';
import { describe, expect, test } from 'vitest';
import {
  acceptGuarantee,
  accrueClicks,
  campaignSpend,
  closeAfterSaleCase,
  dealFunded,
  explainEarning,
  listEarnings,
  openAfterSaleCase,
  proposeGuarantees,
  raiseBudgetAlerts,
  readGuarantee,
  reviewSubmission,
  setConversionStatus,
  whatIf,
  winBackChargeback,
} from '../src/index.ts';
import { addAgency, clickOf, dealWorld, joinKol, type Rules } from './world.ts';

const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });

describe('the waterfall', () => {
  test('five parties on ¥100.00 at 10 %: ¥10.00 is 2/4/2/1/1; a 30 % refund leaves 70 % of each; Σ legs = outlay', async () => {
    // The KOL's world is made first; the partners are named in a second KOL's offer.
    await using w = await dealWorld(cps(1_000));
    const partners = [
      { agencyId: await addAgency(w, 'head', 'mcn'), shareBp: 4_000 },
      { agencyId: await addAgency(w, 'sub', 'sub_agency'), shareBp: 2_000 },
      { agencyId: await addAgency(w, 'promoters'), shareBp: 1_000 },
    ];
    const own = await addAgency(w, 'own', 'promoter');
    // The KOL gives its own agency a third of what is left (3,000 bp × 1/3 = 1,000): KOL 2,000 · 4,000 · 2,000 · 1,000 · 1,000.
    const kol = await joinKol(w, 'talent');
    await w.deps.db.agencyMembership.create({
      data: {
        id: 'agm_1',
        agencyId: own,
        kolId: kol.scope.kolId,
        shareBp: 3_333,
        state: 'agreed',
        proposedAt: w.clock.now(),
      },
    });
    await endDeal(w.deps, w.brand.scope, { id: kol.dealId, reason: 'agreed anew with its agency' });
    const second = await w.nextCampaign({ ...cps(1_000), partners }, kol.scope);
    const { commissions } = await w.record('five', 10_000, {
      touches: [clickOf('c-five', second.numbers, w.clock.now())],
    });
    // 3,000 × 33.33 % = 999.9 → 1,000 bp for the agency, 2,000 for the KOL.
    const byParty = Object.fromEntries(commissions.map((c) => [c.party.split('_').at(-1), c.amount]));
    expect(byParty).toMatchObject({ head: 400, sub: 200, promoters: 100, own: 100 });
    expect(commissions.find((c) => c.party === `kol:${kol.scope.kolId}`)?.amount).toBe(200);
    expect(commissions.every((c) => c.outlay === 1_000)).toBe(true);

    const { adjustments } = await w.refund('five', 3_000);
    // 1,000 × 30 % = 300 back: 20/40/20/10/10 % of it.
    expect(adjustments.map((a) => a.amount).sort((a, b) => a - b)).toEqual([30, 30, 60, 60, 120]);
    await w.settle();
    expect(await w.of('payable', `agency:${partners[0]?.agencyId}`)).toBe(280);
    expect(await w.of('payable', `kol:${kol.scope.kolId}`)).toBe(140);
    await w.audit();
  });
});

describe('refunds', () => {
  test('¥200.00 at 15 %: ¥30.00; ¥60.00 back on day 6 → ¥21.00; the rest → nothing, with its reason', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    expect(await w.of('pending')).toBe(3_000);
    w.clock.move(6 * DAY);
    await w.refund('o1', 6_000);
    expect(await w.of('pending')).toBe(2_100);
    w.clock.move(1_000);
    await w.refund('o1', 14_000);
    expect(await w.of('pending')).toBe(0);
    const [earning] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(earning).toMatchObject({ state: 'reversed', amount: 3_000, reversed: 3_000 });
    const why = await explainEarning(w.deps, w.kol.scope, { id: present(earning, 'earning').id });
    expect(why.refunds.map((r) => [r.amount, r.taken, r.reason])).toEqual([
      [6_000, 900, 'returned'],
      [14_000, 2_100, 'returned'],
    ]);
    expect(await w.escrow()).toBe(1_000_000);
    await w.audit();
  });

  test('by line: the serum (20 %) comes back, the cream (10 %) stays', async () => {
    await using w = await dealWorld({
      earnings: [
        { kind: 'cps', rateBp: 1_000 },
        { kind: 'cps', rateBp: 2_000, only: { categories: ['serum'] } },
      ],
    });
    const items = [
      { sku: 'S1', category: 'serum', quantity: 1, amount: 10_000 },
      { sku: 'C1', category: 'cream', quantity: 1, amount: 6_000 },
    ];
    // 10,000 × 20 % + 6,000 × 10 % = 2,600
    await w.record('o1', 16_000, { items });
    expect(await w.of('pending')).toBe(2_600);
    await w.refund('o1', 10_000, { items: [{ sku: 'S1', amount: 10_000 }] });
    expect(await w.of('pending')).toBe(600);
    await expect(w.refund('o1', 100, { items: [{ sku: 'S1', amount: 100 }] })).rejects.toMatchObject({
      code: 'commissions/refund_exceeds_item',
      facts: { sku: 'S1', left: 0 },
    });
    await expect(w.refund('o1', 200, { items: [{ sku: 'NO', amount: 200 }] })).rejects.toMatchObject({
      code: 'commissions/unknown_item',
    });
    await expect(w.refund('o1', 300, { items: [{ sku: 'C1', amount: 200 }] })).rejects.toMatchObject({
      code: 'commissions/items_do_not_sum',
    });
    await expect(w.refund('o1', 6_001)).rejects.toMatchObject({
      code: 'commissions/refund_exceeds_order',
      facts: { left: 6_000 },
    });
    await w.audit();
  });

  test('after the hold it comes from what is payable; a chargeback that is won back is given again', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    await w.settle();
    expect(await w.of('payable')).toBe(3_000);
    await w.refund('o1', 20_000, { refundId: 'CB-1', kind: 'chargeback', reason: 'fraud' });
    expect([await w.of('payable'), await w.escrow()]).toEqual([0, 1_000_000]);
    const won = { orderId: 'o1', refundId: 'CB-1', occurredAt: w.clock.now() };
    expect(await winBackChargeback(w.deps, w.brand.scope, won)).toMatchObject({ replayed: false });
    expect([await w.of('payable'), await w.escrow()]).toEqual([3_000, 997_000]);
    expect(await winBackChargeback(w.deps, w.brand.scope, won)).toMatchObject({ replayed: true });
    expect(await w.of('payable')).toBe(3_000);
    await w.refund('o1', 1_000);
    await expect(
      winBackChargeback(w.deps, w.brand.scope, { ...won, refundId: 'R-o1-1000' }),
    ).rejects.toMatchObject({ code: 'commissions/not_a_chargeback' });
    await w.audit();
  });

  test('an open after-sale case freezes the hold; closing it goes on where it stood', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    w.clock.move(3 * DAY);
    const about = { orderId: 'o1', caseId: 'case-1' };
    await openAfterSaleCase(w.deps, w.brand.scope, { ...about, occurredAt: w.clock.now() });
    await openAfterSaleCase(w.deps, w.brand.scope, { ...about, occurredAt: w.clock.now() });
    await w.settle(20);
    expect(await w.of('pending')).toBe(3_000);
    expect((await listEarnings(w.deps, w.kol.scope, {})).data[0]).toMatchObject({
      frozen: true,
      state: 'pending',
    });
    await closeAfterSaleCase(w.deps, w.brand.scope, { ...about, occurredAt: w.clock.now() });
    // 3 of 7 days had gone: 4 are left.
    await w.settle(4 - 1 / 24);
    expect(await w.of('pending')).toBe(3_000);
    await w.settle(2 / 24);
    expect(await w.of('payable')).toBe(3_000);
    await expect(
      closeAfterSaleCase(w.deps, w.brand.scope, { ...about, caseId: 'none', occurredAt: w.clock.now() }),
    ).rejects.toMatchObject({ code: 'commissions/case_not_found' });
    await w.audit();
  });

  test('a shop’s status events: cancelled takes everything back, once', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'placed' });
    await w.settle(60);
    expect(await w.of('pending')).toBe(3_000);
    await setConversionStatus(w.deps, w.brand.scope, {
      orderId: 'o1',
      status: 'paid',
      occurredAt: w.clock.now(),
    });
    const cancelled = { orderId: 'o1', status: 'cancelled', occurredAt: w.clock.now() } as const;
    await setConversionStatus(w.deps, w.brand.scope, cancelled);
    await setConversionStatus(w.deps, w.brand.scope, cancelled);
    expect([await w.of('pending'), await w.escrow()]).toEqual([0, 1_000_000]);
    await w.settle();
    await w.audit();
  });
});

describe('tiers and bonuses', () => {
  const tiered: Rules = {
    ...cps(1_000),
    tiers: { by: 'gmv', retroactive: true, steps: [{ from: 30_000, rateBp: 1_500 }] },
  };

  test('reaching ¥300 settled raises all of it to 15 %; a refund that drops below takes exactly that back', async () => {
    await using w = await dealWorld(tiered);
    await w.record('o1', 20_000, { status: 'completed' });
    // ¥20.00 held; below the tier nothing is kept back.
    expect([await w.of('pending'), await w.reserved()]).toEqual([2_000, 0]);
    await w.record('o2', 15_000, { status: 'completed' });
    // 350.00 together would be in the tier: 5 points of 350 = ¥17.50 is kept back at once.
    expect([await w.of('pending'), await w.reserved()]).toEqual([3_500, 1_750]);
    await w.settle();
    expect([await w.of('payable'), await w.reserved()]).toEqual([5_250, 0]);
    const rewards = (await listEarnings(w.deps, w.kol.scope, {})).data.filter((c) => c.source === 'reward');
    expect(rewards.map((c) => [c.rule, c.amount, c.state])).toEqual([['reward', 1_750, 'payable']]);
    // ¥100 of ¥350 back: ¥250 settled is below ¥300: the reward goes, and ¥10.00 of the order.
    await w.refund('o2', 10_000);
    expect(await w.of('payable')).toBe(2_500);
    expect(await w.escrow()).toBe(1_000_000 - 2_500);
    await w.audit();
  });

  test('a refund while the order is pending frees what was kept back for it', async () => {
    await using w = await dealWorld(tiered);
    await w.record('o1', 40_000);
    // 400 × 10 % = 40 held; 5 points of 400 = 20 kept back
    expect([await w.of('pending'), await w.reserved()]).toEqual([4_000, 2_000]);
    await w.refund('o1', 20_000);
    expect([await w.of('pending'), await w.reserved()]).toEqual([2_000, 0]);
    await w.audit();
  });

  test('an order that the budget cannot reward is refused as a whole, explicitly', async () => {
    // ¥59.00: order 1 (¥200) takes 20; order 2 (¥150) needs 15 + 17.50 = 32.50; then order 3 (¥150): 15 + 7.50 = 22.50 > 6.50.
    await using w = await dealWorld(tiered, { budget: 5_900 });
    await w.record('o1', 20_000);
    await w.record('o2', 15_000);
    expect(await w.escrow()).toBe(650);
    const { commissions } = await w.record('o3', 15_000);
    expect(commissions).toMatchObject([{ state: 'refused', refusedFor: 'budget_exhausted' }]);
    expect(await w.escrow()).toBe(650);
    await w.audit();
  });

  test('a bonus of ¥500.00 at the third settled order, once', async () => {
    await using w = await dealWorld({ ...cps(1_000), bonuses: [{ by: 'orders', reach: 3, amount: 50_000 }] });
    for (const id of ['o1', 'o2', 'o3', 'o4']) await w.record(id, 1_000, { status: 'completed' });
    expect(await w.reserved()).toBe(50_000);
    await w.settle();
    expect(await w.of('payable')).toBe(4 * 100 + 50_000);
    await w.refund('o4', 1_000);
    expect(await w.of('payable')).toBe(3 * 100 + 50_000);
    await w.refund('o3', 1_000);
    expect(await w.of('payable')).toBe(2 * 100);
    await w.audit();
  });
});

describe('caps', () => {
  test('per day ¥25.00 in the brand’s zone: the next day begins at midnight in Shanghai', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { perDay: 2_500 } });
    await w.record('o1', 20_000);
    const { commissions: second } = await w.record('o2', 20_000);
    expect(second).toMatchObject([{ amount: 500 }]);
    const { commissions: third } = await w.record('o3', 20_000);
    expect(third).toMatchObject([{ amount: 0, refusedFor: 'cap_reached' }]);
    // The world starts at 08:00 UTC, 16:00 in Shanghai, and two hours have gone: midnight there is six hours later.
    w.clock.move(6 * 3_600_000);
    const { commissions: nextDay } = await w.record('o4', 20_000);
    expect(nextDay).toMatchObject([{ amount: 2_000 }]);
    await w.audit();
  });

  test('in all ¥30.00: refunds make room again', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { total: 3_000 } });
    await w.record('o1', 20_000);
    await w.record('o2', 20_000);
    expect(await w.of('pending')).toBe(3_000);
    await w.refund('o1', 20_000);
    await w.record('o3', 5_000);
    expect(await w.of('pending')).toBe(1_500);
    await w.audit();
  });
});

describe('the fixed fee', () => {
  const fee: Rules = {
    milestones: [
      { key: 'sign', title: 'On signing', amount: 500_000, due: 'acceptance' },
      { key: 'post', title: 'On posting', amount: 1_500_000, due: { deliverable: 0 } },
    ],
  };

  test('reserved on acceptance, its first part paid at once, the rest when a labelled posting is confirmed', async () => {
    await using w = await dealWorld({ ...cps(2_000), ...fee }, { budget: 3_000_000 });
    expect([await w.of('payable'), await w.reserved(), await w.escrow()]).toEqual([
      500_000, 1_500_000, 1_000_000,
    ]);
    const deal = await getDeal(w.deps, w.brand.scope, { id: w.link.dealId });
    const [work] = deal.work;
    const deliverableId = present(work, 'work').id;
    const piece = { deliverableId, url: 'https://social.example/p/1', media: [] };
    const submit = async (kind: typeof submitDraft, text: string) => {
      w.clock.move(60_000);
      const { work: after } = await kind(w.deps, w.kol.scope, { ...piece, text });
      return present(after[0]?.submissions.at(-1), 'submission').id;
    };
    const draft = await submit(submitDraft, 'My evening routine');
    await reviewSubmission(w.deps, w.brand.scope, { submissionId: draft, approve: true, note: '' });
    const bare = await submit(submitProof, 'My evening routine');
    await expect(
      reviewSubmission(w.deps, w.brand.scope, { submissionId: bare, approve: true, note: '' }),
    ).rejects.toMatchObject({ code: 'deals/disclosure_missing' });
    expect(await w.of('payable')).toBe(500_000);
    await reviewSubmission(w.deps, w.brand.scope, {
      submissionId: bare,
      approve: false,
      note: 'The label is missing',
    });
    const labelled = await submit(submitProof, '「广告」My evening routine');
    const done = await reviewSubmission(w.deps, w.brand.scope, {
      submissionId: labelled,
      approve: true,
      note: '',
    });
    expect(done.milestones.map((m) => m.state)).toEqual(['released', 'released']);
    expect([await w.of('payable'), await w.reserved()]).toEqual([2_000_000, 0]);
    await w.audit();
  });

  test('what was not earned of it returns when the deal ends', async () => {
    await using w = await dealWorld({ ...cps(2_000), ...fee }, { budget: 3_000_000 });
    await endDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'not posted' });
    expect([await w.of('payable'), await w.reserved(), await w.escrow()]).toEqual([500_000, 0, 2_500_000]);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await w.balance(`brand:${w.brand.scope.brandId}:funding`)).toBe(2_500_000);
    await w.audit();
  });

  test('保ROI: fee ¥20,000, target ¥100,000, settled ¥30,000 → ¥14,000 back, from payable and then as a debt', async () => {
    const rules: Rules = {
      milestones: [{ key: 'slot', title: 'Slot', amount: 2_000_000, due: 'acceptance' }],
      guarantee: { target: 10_000_000, days: 45 },
    };
    await using w = await dealWorld(rules, { budget: 2_000_000 });
    // A fee alone: orders earn nothing, and count for the guarantee. One is refunded, one comes too late to settle.
    await w.record('o1', 3_000_000, { status: 'completed' });
    await w.record('o2', 500_000, { status: 'completed' });
    await w.refund('o2', 500_000);
    await w.settle(30);
    await w.record('late', 900_000, { status: 'paid' });
    expect(await proposeGuarantees(w.deps, systemScope('test'))).toBe(0);
    w.clock.move(15 * DAY);
    expect(await proposeGuarantees(w.deps, systemScope('test'))).toBe(1);
    expect(await proposeGuarantees(w.deps, systemScope('test'))).toBe(0);
    const proposal = present(
      await readGuarantee(w.deps, w.brand.scope, { dealId: w.link.dealId }),
      'guarantee',
    );
    // 20,000 × (1 − 30,000 ÷ 100,000) = 14,000
    expect(proposal).toMatchObject({
      fee: 2_000_000,
      actual: 3_000_000,
      refund: 1_400_000,
      state: 'proposed',
    });
    expect(proposal.orders.map((o) => [o.orderId, o.counted, o.why])).toEqual([
      ['o1', true, 'settled'],
      ['o2', false, 'refunded'],
      ['late', false, 'not_settled'],
    ]);
    await acceptGuarantee(w.deps, w.kol.scope, { dealId: w.link.dealId });
    expect([await w.of('payable'), await w.escrow()]).toEqual([600_000, 1_400_000]);
    await expect(acceptGuarantee(w.deps, w.kol.scope, { dealId: w.link.dealId })).rejects.toMatchObject({
      code: 'commissions/guarantee_answered',
    });
    await w.audit();
  });
});

describe('per click', () => {
  test('120 clicks at ¥0.50 are ¥60.00 a day, once; what the budget cannot pay is said', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cpc', amount: 50 }] }, { budget: 8_000 });
    w.clock.move(3 * DAY);
    const book = (day: string, clicks: number) =>
      accrueClicks(w.deps, systemScope('test'), { dealId: w.link.dealId, day, clicks });
    await book('2026-10-01', 120);
    await book('2026-10-01', 120);
    expect([await w.of('pending'), await w.escrow()]).toEqual([6_000, 2_000]);
    // ¥20.00 are left: 40 of 100 clicks.
    await book('2026-10-02', 100);
    const earnings = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(earnings.map((c) => [c.source, c.amount, c.state])).toEqual([
      ['clicks', 2_000, 'pending'],
      ['clicks', 6_000, 'pending'],
    ]);
    const why = await explainEarning(w.deps, w.kol.scope, { id: present(earnings[0], 'earning').id });
    expect(why.derivation.steps).toContainEqual({
      kind: 'clicks',
      day: '2026-10-02',
      clicks: 100,
      paid: 40,
      each: 50,
      amount: 2_000,
    });
    await expect(book('2026-10-04', 1)).rejects.toMatchObject({ code: 'commissions/day_not_closed' });
    await w.settle();
    expect(await w.of('payable')).toBe(8_000);
    await w.audit();
  });
});

describe('code versus link', () => {
  test.each([
    ['code_wins', 'code'],
    ['link_wins', 'link'],
    ['only_if_involved', 'link'],
  ] as const)(
    '%s: Bo’s code on an order that Mei’s link brought pays the %s’s KOL, once',
    async (codeRule, wins) => {
      await using w = await dealWorld(cps(1_000), {
        campaign: { attribution: { model: 'last_click', windowDays: 30, codeRule } },
      });
      const bo = await joinKol(w, 'bo_li');
      await createCoupon(w.deps, w.brand.scope, { dealId: bo.dealId, code: 'bo10' });
      const result = await w.record('o1', 10_000, { couponCode: 'Bo10' });
      expect(result.commissions.map((c) => c.kolId)).toEqual([
        wins === 'code' ? bo.scope.kolId : w.kol.scope.kolId,
      ]);
      expect(result.decision.touches.map((t) => t.kind).sort()).toEqual(['click', 'code']);
      if (codeRule === 'only_if_involved') {
        const involved = await w.record('o2', 10_000, {
          couponCode: 'BO10',
          touches: [
            clickOf('bo-1', bo.numbers, after(w.clock.now(), -DAY)),
            clickOf('mei-1', w, w.clock.now()),
          ],
        });
        expect(involved.commissions.map((c) => c.kolId)).toEqual([bo.scope.kolId]);
      }
      const unknown = await w.record('o3', 10_000, { couponCode: 'NOBODYS' });
      expect(unknown.decision.refusedClicks).toEqual([{ clickId: 'NOBODYS', reason: 'unknown_code' }]);
      await w.audit();
    },
  );

  test('linear: two KOLs share an order, each by its own Terms, and the parts sum', async () => {
    await using w = await dealWorld(cps(1_000), {
      campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } },
    });
    const bo = await joinKol(w, 'bo_li', { earnings: [{ kind: 'cps', rateBp: 2_000 }], holdDays: 7 });
    const now = w.clock.now();
    const result = await w.record('o1', 10_001, {
      touches: [clickOf('m', w, after(now, -DAY / 20)), clickOf('b', bo.numbers, after(now, -DAY / 50))],
    });
    // 10,001 = 5,001 + 5,000 → 10 % = 500.1 → 500 · 20 % = 1,000
    expect(result.commissions.map((c) => [c.base, c.amount]).sort()).toEqual([
      [5_000, 1_000],
      [5_001, 500],
    ]);
    // Reports are told of every touch, with what pay gave it.
    const told = await w.deps.db.outbox.findMany({
      where: { target: 'order_touches' },
      orderBy: { id: 'asc' },
    });
    expect(told.map(({ row }) => row)).toMatchObject([
      { place: 0, kol_id: w.kol.scope.kolId, share_bp: 5_000, verdict: 'shared', amount: 10_001 },
      { place: 1, kol_id: bo.scope.kolId, share_bp: 5_000, verdict: 'shared', amount: 10_001 },
    ]);
    await w.refund('o1', 10_001);
    expect(await w.escrow()).toBe(1_000_000);
    await w.audit();
  });
});

describe('rate lock', () => {
  test('15 → 12 %: a promoter keeps 15 % for thirty days, a new one gets 12 %; a raise applies at once', async () => {
    await using w = await dealWorld(cps(1_500));
    const rules = { earnings: [{ kind: 'cps' as const, rateBp: 1_200 }], holdDays: 7 };
    expect(await changeOffer(w.deps, w.brand.scope, { id: w.campaignId, rules, reason: 'margins' })).toEqual({
      amended: 1,
    });
    const newcomer = await joinKol(w, 'new_kol');
    const orderOf = (id: string, numbers: { linkNo: number; dealNo: number }) =>
      w.record(id, 10_000, { touches: [clickOf(`c-${id}`, numbers, w.clock.now())] });
    expect((await orderOf('old', w)).commissions).toMatchObject([{ amount: 1_500, termsVersion: 1 }]);
    expect((await orderOf('new', newcomer.numbers)).commissions).toMatchObject([
      { amount: 1_200, termsVersion: 1 },
    ]);
    w.clock.move(30 * DAY);
    expect((await orderOf('later', w)).commissions).toMatchObject([{ amount: 1_200, termsVersion: 2 }]);
    const better = { earnings: [{ kind: 'cps' as const, rateBp: 2_000 }], holdDays: 7 };
    await changeOffer(w.deps, w.brand.scope, { id: w.campaignId, rules: better, reason: 'season' });
    w.clock.move(120_000);
    expect((await orderOf('raised', w)).commissions).toMatchObject([{ amount: 2_000, termsVersion: 3 }]);
    await w.audit();
  });
});

describe('budget', () => {
  test('alerts at 50, 80 and 95 %, once each; the last affordable order; links say how many more', async () => {
    await using w = await dealWorld(cps(1_000), { budget: 10_000 });
    const alerts = async () => {
      await raiseBudgetAlerts(w.deps, systemScope('test'));
      const spend = await campaignSpend(w.deps, w.brand.scope, { campaignId: w.campaignId });
      return spend.alerts.map((alert) => alert.thresholdBp);
    };
    expect(await dealFunded(w.deps, w.kol.scope, { dealId: w.link.dealId })).toEqual({
      ordersLeft: null,
      exhausted: false,
    });
    await w.record('o1', 49_000);
    expect(await alerts()).toEqual([]);
    await w.record('o2', 1_000);
    expect(await alerts()).toEqual([5_000]);
    expect(await dealFunded(w.deps, w.kol.scope, { dealId: w.link.dealId })).toMatchObject({ ordersLeft: 1 });
    await w.record('o3', 45_000);
    expect(await alerts()).toEqual([5_000, 8_000, 9_500]);
    expect(await raiseBudgetAlerts(w.deps, systemScope('test'))).toBe(0);
    // ¥5.00 are left: an order of ¥50.00 is the last that fits, one fen more does not.
    const over = await w.record('o4', 5_010);
    expect(over.commissions).toMatchObject([{ refusedFor: 'budget_exhausted', amount: 501 }]);
    expect((await w.record('o5', 5_000)).commissions).toMatchObject([{ refusedFor: null, amount: 500 }]);
    const spend = await campaignSpend(w.deps, w.brand.scope, { campaignId: w.campaignId });
    expect(spend).toMatchObject({ funded: 10_000, free: 0, pending: 10_000, usedBp: 10_000 });
    expect(await dealFunded(w.deps, w.kol.scope, { dealId: w.link.dealId })).toMatchObject({
      exhausted: true,
    });
    await w.audit();
  });
});

describe('another currency', () => {
  test('refused unless the request has the rate; with it the commission is in the campaign’s currency, refunds too', async () => {
    await using w = await dealWorld(cps(1_000));
    const refused = await w.record('usd', 4_999, { currency: 'USD' });
    expect(refused.decision.touches.map((t) => t.verdict)).toEqual(['other_currency']);
    expect(refused.commissions).toEqual([]);
    // US$49.99 × 7.1234 = ¥356.10 → 10 % = ¥35.61
    const fx = { currency: 'CNY' as const, rate: '7.1234', source: 'ECB 2026-09-30' };
    const paid = await w.record('usd-2', 4_999, { currency: 'USD', fx });
    expect(paid.commissions).toMatchObject([{ base: 35_610, amount: 3_561, currency: 'CNY' }]);
    // US$10.00 of 49.99 back: 3,561 × 1000/4999 = 712.34 → 712
    await w.refund('usd-2', 1_000);
    expect(await w.of('pending')).toBe(3_561 - 712);
    await w.audit();
  });
});

test('what if: last month at 20 % instead of 15 %, and by first click; nothing is recorded', async () => {
  await using w = await dealWorld(cps(1_500));
  const bo = await joinKol(w, 'bo_li');
  const now = w.clock.now();
  await w.record('o1', 10_000, {
    touches: [clickOf('b', bo.numbers, now), clickOf('m', w, after(now, -DAY / 50))],
  });
  await w.record('o2', 20_000);
  const month = { campaignId: w.campaignId, from: after(now, -DAY), to: after(now, DAY) };
  const count = () => w.deps.db.ledgerTransaction.count();
  const before = await count();
  const raised = await whatIf(w.deps, w.brand.scope, {
    ...month,
    rules: { earnings: [{ kind: 'cps', rateBp: 2_000 }], holdDays: 7 },
  });
  // 300 × 15 % = 45 · 300 × 20 % = 60
  expect(raised).toMatchObject({ orders: 2, actual: 4_500, would: 6_000 });
  const first = await whatIf(w.deps, w.brand.scope, { ...month, model: 'first_click' });
  const byName = Object.fromEntries(first.byKol.map((row) => [row.name, [row.actual, row.would]]));
  // Order 1 goes from Bo (last) to Mei (first).
  expect(byName).toEqual({ Mei: [3_000, 4_500], bo_li: [1_500, 0] });
  expect(await count()).toBe(before);
  const same = await whatIf(w.deps, w.brand.scope, month);
  expect(same.would).toBe(same.actual);
});
