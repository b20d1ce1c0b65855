import { closeCampaign } from '@kolony/campaigns';
import { endDeal, getDeal } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { after, DAY, HOUR, present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  acceptGuarantee,
  disputeGuarantee,
  listEarnings,
  proposeGuarantees,
  readGuarantee,
  readOwnGuarantee,
  reviewSubmission,
  waiveGuarantee,
  winBackChargeback,
} from '../src/index.ts';
import {
  castAgency,
  castRival,
  handInProof,
  money,
  only,
  outcomes,
  payOut,
  refused,
  unchanged,
} from './steps.ts';
import { type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const slot = { key: 'slot', title: 'Slot', amount: 20_000, due: 'acceptance' as const };
/** A slot of ¥200.00 against ¥1,000.00 of settled sales within thirty days; signed on 1 October at 08:00 UTC. */
const GUARANTEE: Rules = { milestones: [slot], guarantee: { target: 100_000, days: 30 } };
const SIGNED = new Date('2026-10-01T08:00:00Z');
const BUDGET = { budget: 50_000 };

const propose = (w: DealWorld) => proposeGuarantees(w.deps, systemScope('test'));
const read = async (w: DealWorld) =>
  present(await readGuarantee(w.deps, w.brand.scope, { dealId: w.link.dealId }), 'guarantee');
const accept = (w: DealWorld) => acceptGuarantee(w.deps, w.kol.scope, { dealId: w.link.dealId });
const dispute = (w: DealWorld, reason = 'The stock ran out') =>
  disputeGuarantee(w.deps, w.kol.scope, { id: w.link.dealId, reason });
const waive = (w: DealWorld, reason = 'Fair enough') =>
  waiveGuarantee(w.deps, w.brand.scope, { id: w.link.dealId, reason });

/** Received orders of these amounts, whose holds end on day 7; then it is day 30. */
async function afterThirtyDays(w: DealWorld, ...amounts: number[]) {
  for (const [at, amount] of amounts.entries()) await w.record(`o${at + 1}`, amount, { status: 'completed' });
  await w.settle(7);
  w.clock.move(after(SIGNED, 30 * DAY).getTime() - w.clock.now().getTime());
}

describe('the proposal', () => {
  test.each([
    { sold: [], actual: 0, refund: 20_000, why: 'nothing was sold: the whole fee' },
    { sold: [33_333], actual: 33_333, refund: 13_333, why: '20,000 × 66,667 ÷ 100,000 = 13,333.4' },
    { sold: [60_000, 39_999], actual: 99_999, refund: 0, why: '20,000 × 1 ÷ 100,000 = 0.2' },
    { sold: [100_000], actual: 100_000, refund: 0, why: 'the target was reached' },
    { sold: [150_000], actual: 150_000, refund: 0, why: 'more than the target earns no extra' },
  ])('of ¥200.00 against ¥1,000.00, sold $actual: back $refund ($why)', async ({ sold, actual, refund }) => {
    await using w = await dealWorld(GUARANTEE, BUDGET);
    await afterThirtyDays(w, ...sold);
    expect(await propose(w)).toBe(1);
    expect(await read(w)).toMatchObject({
      currency: 'CNY',
      fee: 20_000,
      target: 100_000,
      actual,
      refund,
      dueAt: after(SIGNED, 30 * DAY),
      state: 'proposed',
      note: '',
      answeredAt: null,
    });
    // A proposal moves nothing.
    expect(await money(w)).toEqual(only({ escrow: 30_000, payable: 20_000 }));
    const accepted = await accept(w);
    expect(accepted).toMatchObject({ state: 'accepted', refund, answeredAt: w.clock.now() });
    expect(await money(w)).toEqual(only({ escrow: 30_000 + refund, payable: 20_000 - refund }));
    await w.audit();
  });

  test('comes on its day, to the millisecond, and once', async () => {
    await using w = await dealWorld(GUARANTEE, BUDGET);
    w.clock.move(30 * DAY - 2 * HOUR - 1);
    expect(await unchanged(w, () => propose(w))).toBe(0);
    expect(await readGuarantee(w.deps, w.brand.scope, { dealId: w.link.dealId })).toBeNull();
    w.clock.move(1);
    const proposed = await Promise.all(Array.from({ length: 5 }, () => propose(w)));
    expect(Math.max(...proposed)).toBe(1);
    expect(await w.deps.db.guarantee.count()).toBe(1);
    expect(await unchanged(w, () => propose(w))).toBe(0);
    const { timeline } = await getDeal(w.deps, w.brand.scope, { id: w.link.dealId });
    expect(timeline.filter((event) => event.kind === 'guarantee_proposed')).toMatchObject([{ by: 'system' }]);
  });

  test('a day late it is still of its day: what settled, came or was refunded afterwards does not count', async () => {
    await using w = await dealWorld(GUARANTEE, BUDGET);
    await w.record('settled', 40_000, { status: 'completed' });
    await w.settle(7);
    // Bought on day 25 and received: settled on day 32.
    w.clock.move(18 * DAY);
    await w.record('running', 20_000, { status: 'completed' });
    w.clock.move(8 * DAY);
    await w.record('late', 30_000, { status: 'completed' });
    await w.refund('settled', 10_000);
    expect(await propose(w)).toBe(1);
    const guarantee = await read(w);
    // 20,000 × 60,000 ÷ 100,000
    expect(guarantee).toMatchObject({ actual: 40_000, refund: 12_000 });
    expect(guarantee.orders).toEqual([
      { orderId: 'settled', net: 40_000, counted: true, why: 'settled' },
      { orderId: 'running', net: 20_000, counted: false, why: 'not_settled' },
    ]);
    await w.settle();
    // Read again later, it says the same.
    expect(await read(w)).toEqual(guarantee);
    await w.audit();
  });

  test('a chargeback that was lost at that day counts against it, though it is won back later', async () => {
    await using w = await dealWorld(GUARANTEE, BUDGET);
    for (const orderId of ['lost', 'won']) {
      await w.record(orderId, 30_000, { status: 'completed' });
      await w.refund(orderId, 30_000, { refundId: `CB-${orderId}`, kind: 'chargeback' });
    }
    const win = (orderId: string) =>
      winBackChargeback(w.deps, w.brand.scope, {
        orderId,
        refundId: `CB-${orderId}`,
        occurredAt: w.clock.now(),
      });
    w.clock.move(DAY);
    await win('won');
    await w.settle(10);
    w.clock.move(20 * DAY);
    await propose(w);
    await win('lost');
    const guarantee = await read(w);
    // 20,000 × 70,000 ÷ 100,000
    expect(guarantee).toMatchObject({ actual: 30_000, refund: 14_000 });
    expect(guarantee.orders.map((order) => [order.orderId, order.net, order.why])).toEqual([
      ['lost', 0, 'refunded'],
      ['won', 30_000, 'settled'],
    ]);
    await w.audit();
  });

  test('is of what was paid of the fee: a part that was never earned needs no refund', async () => {
    const post = { key: 'post', title: 'Post', amount: 10_000, due: { deliverable: 0 } };
    await using w = await dealWorld({ ...GUARANTEE, milestones: [slot, post] }, BUDGET);
    await afterThirtyDays(w, 50_000);
    await propose(w);
    expect(await read(w)).toMatchObject({ fee: 20_000, refund: 10_000 });
    await accept(w);
    expect(await money(w)).toEqual(only({ escrow: 30_000, reserved: 10_000, payable: 10_000 }));
    await w.audit();
  });

  test('comes for a deal that has ended, too', async () => {
    await using w = await dealWorld(GUARANTEE, BUDGET);
    await endDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'no sales' });
    await afterThirtyDays(w);
    expect(await propose(w)).toBe(1);
    expect(await read(w)).toMatchObject({ refund: 20_000 });
    await w.audit();
  });

  test('does not come for a deal without the clause', async () => {
    await using w = await dealWorld({ milestones: [slot] }, BUDGET);
    w.clock.move(400 * DAY);
    expect(await propose(w)).toBe(0);
    await refused(w, () => accept(w), { code: 'commissions/guarantee_not_found' });
    await refused(w, () => dispute(w), { code: 'commissions/guarantee_not_found' });
    await refused(w, () => waive(w), { code: 'commissions/guarantee_not_found' });
  });
});

describe('the answer', () => {
  async function proposed(rules: Rules = GUARANTEE) {
    const w = await dealWorld(rules, BUDGET);
    await afterThirtyDays(w, 30_000);
    await propose(w);
    // 20,000 × 70,000 ÷ 100,000 = 14,000
    return w;
  }

  test('disputed: the reason is read by both, nothing moves; accepted after all, it does', async () => {
    await using w = await proposed();
    w.clock.move(DAY);
    const disputed = await dispute(w);
    expect(disputed).toMatchObject({ state: 'disputed', note: 'The stock ran out', refund: 14_000 });
    expect(await read(w)).toEqual(disputed);
    expect(await money(w)).toEqual(only({ escrow: 30_000, payable: 20_000 }));
    await refused(w, () => dispute(w, 'again'), {
      code: 'commissions/guarantee_answered',
      facts: { state: 'disputed' },
    });
    w.clock.move(DAY);
    expect(await accept(w)).toMatchObject({ state: 'accepted' });
    expect(await money(w)).toEqual(only({ escrow: 44_000, payable: 6_000 }));
    const { timeline } = await getDeal(w.deps, w.brand.scope, { id: w.link.dealId });
    const told = timeline.filter((event) => event.kind.startsWith('guarantee_'));
    expect(told.map((event) => [event.kind, event.by])).toEqual([
      ['guarantee_proposed', 'system'],
      ['guarantee_disputed', 'kol'],
      ['guarantee_accepted', 'kol'],
    ]);
    await w.audit();
  });

  test.each(['at once', 'after a dispute'])(
    'waived %s: nothing is refunded, and it cannot be taken up again',
    async (when) => {
      await using w = await proposed();
      if (when === 'after a dispute') await dispute(w);
      expect(await waive(w)).toMatchObject({ state: 'waived', note: 'Fair enough' });
      const answered = { code: 'commissions/guarantee_answered', facts: { state: 'waived' } };
      await refused(w, () => accept(w), answered);
      await refused(w, () => dispute(w), answered);
      await refused(w, () => waive(w), answered);
      expect(await money(w)).toEqual(only({ escrow: 30_000, payable: 20_000 }));
      await w.audit();
    },
  );

  test('is the two sides’ own: another KOL and another brand do not find it', async () => {
    await using w = await proposed();
    const rival = await castRival(w);
    const { dealId } = w.link;
    const missing = { code: 'commissions/guarantee_not_found' };
    await refused(w, () => acceptGuarantee(w.deps, rival.kol, { dealId }), missing);
    await refused(w, () => disputeGuarantee(w.deps, rival.kol, { id: dealId, reason: 'no' }), missing);
    await refused(w, () => waiveGuarantee(w.deps, rival.scope, { id: dealId, reason: 'no' }), missing);
    expect(await readGuarantee(w.deps, rival.scope, { dealId })).toBeNull();
    expect(await readOwnGuarantee(w.deps, rival.kol, { dealId })).toBeNull();
    expect(await readOwnGuarantee(w.deps, w.kol.scope, { dealId })).toEqual(await read(w));
  });

  test('accepted ten times at once is refunded once', async () => {
    await using w = await proposed();
    const answers = await outcomes(Array.from({ length: 10 }, () => accept(w)));
    expect(answers.filter((answer) => answer === 'commissions/guarantee_answered')).toHaveLength(9);
    expect(await money(w)).toEqual(only({ escrow: 44_000, payable: 6_000 }));
    await w.audit();
  });

  test('accepted and waived at once is one of them, and the money is where that one says', async () => {
    for (let attempt = 0; attempt < 3; attempt++) {
      await using w = await proposed();
      const answers = await outcomes([accept(w), waive(w)]);
      expect(answers.filter((answer) => answer === 'commissions/guarantee_answered')).toHaveLength(1);
      const refund = (await read(w)).state === 'accepted' ? 14_000 : 0;
      expect(await money(w)).toEqual(only({ escrow: 30_000 + refund, payable: 20_000 - refund }));
      await w.audit();
    }
  });

  test('after the campaign was closed returns the money to the brand’s funding', async () => {
    await using w = await proposed();
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await accept(w);
    expect(await money(w)).toEqual(only({ funding: 44_000, payable: 6_000 }));
    await w.audit();
  });
});

describe('where the refund comes from', () => {
  test('the newest part of the fee first; what was paid out of it already is owed', async () => {
    const sign = { ...slot, key: 'sign', amount: 12_000 };
    const post = { key: 'post', title: 'Post', amount: 8_000, due: { deliverable: 0 } };
    await using w = await dealWorld({ ...GUARANTEE, milestones: [sign, post] }, BUDGET);
    const [first] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    await payOut(w, { id: present(first, 'fee').id, amount: 12_000 });
    const submissionId = await handInProof(w);
    await reviewSubmission(w.deps, w.brand.scope, { submissionId, approve: true, note: '' });
    expect(await money(w)).toEqual(only({ escrow: 30_000, payable: 8_000 }));
    await afterThirtyDays(w, 50_000);
    await propose(w);
    await accept(w);
    // 100.00 back: the 80.00 that are payable, and 20.00 of the 120.00 that were paid.
    expect(await money(w)).toEqual(only({ escrow: 40_000, debt: -2_000 }));
    const parts = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(parts.filter((c) => c.source === 'milestone').map((c) => [c.amount, c.reversed, c.state])).toEqual(
      [
        [8_000, 8_000, 'reversed'],
        [12_000, 2_000, 'paid'],
      ],
    );
    await w.audit();
  });

  test('every party gives back its part', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] }, { budget: 50_000 });
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [],
      milestones: [{ ...slot, amount: 10_001 }],
      guarantee: { target: 100_000, days: 10 },
      partners: [{ agencyId: mcn.id, shareBp: 3_333 }],
      holdDays: 7,
    });
    const party = `kol:${kol.scope.kolId}`;
    expect([await w.of('payable', party), await w.of('payable', mcn.party)]).toEqual([6_668, 3_333]);
    w.clock.move(10 * DAY);
    await propose(w);
    await acceptGuarantee(w.deps, kol.scope, { dealId: kol.dealId });
    // Nothing was sold: all of it.
    expect([await w.of('payable', party), await w.of('payable', mcn.party)]).toEqual([0, 0]);
    expect(await w.escrow()).toBe(50_000);
    await w.audit();
  });
});
