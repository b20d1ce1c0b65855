import { closeCampaign } from '@kolony/campaigns';
import {
  brandPartyStatement,
  campaignSpend,
  earnings,
  explainEarning,
  listEarnings,
  ownStatement,
  readConversion,
  recordConversions,
  recordRefund,
  releaseDueHolds,
  setConversionStatus,
} from '@kolony/commissions';
import { endDeal } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { after, DAY, isKolonyError, present } from '@kolony/kernel';
import { auditLedger } from '@kolony/ledger';
import { approveBatch, listPayable, listPayouts, preparePayouts, settlePayout } from '@kolony/payouts';
import { describe, expect, test } from 'vitest';
import { type LiveWorld, liveWorld, payableWorld } from '../src/worlds.ts';

const system = systemScope('test');
const release = (w: LiveWorld) => releaseDueHolds(w.deps, system, { limit: 100 });
const record = async (w: LiveWorld, ...orders: ReturnType<LiveWorld['order']>[]) => {
  const outcomes = await recordConversions(w.deps, w.brand.scope, orders);
  return outcomes.map((outcome) => {
    if (isKolonyError(outcome)) throw outcome;
    return outcome;
  });
};
const refund = (w: LiveWorld, refundId: string, orderId: string, amount: number) =>
  recordRefund(w.deps, w.brand.scope, {
    refundId,
    orderId,
    amount,
    items: [],
    kind: 'refund',
    occurredAt: w.clock.now(),
    reason: 'returned',
  });
const balance = async (w: LiveWorld) => {
  const [row] = await earnings(w.deps, w.kol.scope);
  const { pending, payable, inPayout, paid, owed } = present(row, 'balance');
  return { pending, payable, inPayout, paid, owed };
};
const spend = async (w: LiveWorld) => campaignSpend(w.deps, w.brand.scope, { campaignId: w.campaignId });
const prepare = (w: LiveWorld, expectedPayable: number) =>
  preparePayouts(w.deps, w.brand.scope, {
    currency: 'CNY',
    parties: [{ party: `kol:${w.kol.scope.kolId}`, expectedPayable }],
  });
const approve = async (w: LiveWorld, expectedPayable: number) => {
  const { id } = await prepare(w, expectedPayable);
  const { payouts } = await approveBatch(w.deps, w.brand.scope, { id });
  return present(payouts[0], 'payout');
};
const payEverything = async (w: LiveWorld, reference = 'BANK-1') => {
  const [payable] = await listPayable(w.deps, w.brand.scope);
  const { id } = await approve(w, present(payable, 'payable').payable);
  return settlePayout(w.deps, w.brand.scope, { payoutId: id, reference });
};

describe('the main job, to the cent', () => {
  test('order → pending → refund → hold ends → payout → paid, and both statements add up', async () => {
    await using w = await liveWorld();
    // ¥10,000.00 in escrow. ¥200.00 at 15 % = ¥30.00 pending; escrow ¥9,970.00.
    const [result] = await record(w, w.order('o1', 20_000));
    expect(result).toMatchObject({
      replayed: false,
      commissions: [{ amount: 3_000, state: 'pending', termsVersion: 1, rateBp: 1_500 }],
    });
    expect(await balance(w)).toEqual({ pending: 3_000, payable: 0, inPayout: 0, paid: 0, owed: 0 });
    expect(await spend(w)).toMatchObject({ funded: 1_000_000, free: 997_000, pending: 3_000 });

    // Received now: payable seven days later, not a millisecond before.
    await setConversionStatus(w.deps, w.brand.scope, {
      orderId: 'o1',
      status: 'completed',
      occurredAt: w.clock.now(),
    });
    // Refund of ¥60.00 takes ¥9.00 out of what is held: ¥21.00 left.
    expect((await refund(w, 'r1', 'o1', 6_000)).adjustments).toMatchObject([
      { amount: 900, from: 'pending' },
    ]);
    w.clock.move(7 * DAY - 1);
    expect(await release(w)).toBe(0);
    w.clock.move(1);
    expect(await release(w)).toBe(1);
    expect(await balance(w)).toEqual({ pending: 0, payable: 2_100, inPayout: 0, paid: 0, owed: 0 });

    const paid = await payEverything(w);
    expect(paid).toMatchObject({
      state: 'paid',
      amount: 2_100,
      recovered: 0,
      net: 2_100,
      commissions: 1,
      reference: 'BANK-1',
    });
    expect(await balance(w)).toEqual({ pending: 0, payable: 0, inPayout: 0, paid: 2_100, owed: 0 });
    expect(await spend(w)).toMatchObject({ funded: 1_000_000, free: 997_900, paid: 2_100 });

    const period = {
      currency: 'CNY' as const,
      from: new Date('2026-10-01T00:00:00Z'),
      to: after(w.clock.now(), DAY),
    };
    const mine = await ownStatement(w.deps, w.kol.scope, { brandId: w.brand.scope.brandId, ...period });
    const theirs = await brandPartyStatement(w.deps, w.brand.scope, {
      party: `kol:${w.kol.scope.kolId}`,
      ...period,
    });
    expect(mine).toEqual(theirs);
    // 0 + 30.00 − 9.00 − 21.00 = 0
    expect(mine).toMatchObject({
      opening: 0,
      closing: 0,
      totals: { earned: 3_000, reversed: -900, paid: -2_100 },
    });
    expect(mine.lines.map((line) => [line.kind, line.orderId, line.amount, line.balance])).toEqual([
      ['accrue', 'o1', 3_000, 3_000],
      ['reverse', 'o1', -900, 2_100],
      ['settle', 'o1', -2_100, 0],
    ]);
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
  });

  test('the KOL opens the commission and finds every step, entry and refund', async () => {
    await using w = await payableWorld();
    await refund(w, 'r1', 'order-1', 6_000);
    const why = await explainEarning(w.deps, w.kol.scope, { id: w.commissionId });
    expect(why.commission).toMatchObject({ amount: 3_000, reversed: 900, state: 'payable' });
    expect(why.decision?.touches).toMatchObject([
      { verdict: 'last_touch', shareBp: 10_000, clickId: 'click-order-1' },
    ]);
    expect(why.refunds).toMatchObject([{ refundId: 'r1', amount: 6_000, taken: 900 }]);
    expect(why.entries.map((entry) => [entry.kind, entry.account, entry.amount])).toEqual([
      ['accrue', 'escrow', -3_000],
      ['accrue', 'pending', 3_000],
      ['release', 'pending', -3_000],
      ['release', 'payable', 3_000],
      ['reverse', 'payable', -900],
      ['reverse', 'escrow', 900],
    ]);
  });

  test('a refund after the payout is a debt; the next payout repays at most half of itself', async () => {
    await using w = await payableWorld();
    await payEverything(w);
    // ¥30.00 paid. The whole order comes back: ¥30.00 owed, and back in escrow.
    expect((await refund(w, 'r1', 'order-1', 20_000)).adjustments).toMatchObject([
      { amount: 3_000, from: 'clawback' },
    ]);
    expect(await balance(w)).toEqual({ pending: 0, payable: 0, inPayout: 0, paid: 3_000, owed: 3_000 });
    // The next order earns ¥15.00: half of it, ¥7.50, is withheld; ¥7.50 is paid; ¥22.50 stays owed.
    await record(w, w.order('o2', 10_000, { status: 'completed' }));
    w.clock.move(7 * DAY);
    await release(w);
    expect(await listPayable(w.deps, w.brand.scope)).toMatchObject([
      { payable: 1_500, owed: 3_000, recovered: 750, net: 750 },
    ]);
    expect(await payEverything(w, 'BANK-2')).toMatchObject({ amount: 1_500, recovered: 750, net: 750 });
    expect(await balance(w)).toEqual({ pending: 0, payable: 0, inPayout: 0, paid: 3_750, owed: 2_250 });
    const s = await spend(w);
    expect(s.funded).toBe(s.free + s.reserved + s.pending + s.payable + s.inPayout + s.paid - s.owed);
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
  });

  test('an order that is cancelled earns nothing; one that was only placed waits for payment', async () => {
    await using w = await liveWorld();
    await record(w, w.order('o1', 20_000, { status: 'placed' }), w.order('o2', 20_000));
    w.clock.move(60 * DAY);
    expect(await release(w)).toBe(1);
    expect(await balance(w)).toMatchObject({ pending: 3_000, payable: 3_000 });
    const cancelled = await setConversionStatus(w.deps, w.brand.scope, {
      orderId: 'o1',
      status: 'cancelled',
      occurredAt: w.clock.now(),
    });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      commissions: [{ state: 'reversed', reversed: 3_000 }],
    });
    // Late and out of order: nothing moves backwards.
    expect(
      await setConversionStatus(w.deps, w.brand.scope, {
        orderId: 'o1',
        status: 'paid',
        occurredAt: w.clock.now(),
      }),
    ).toMatchObject({ status: 'cancelled' });
    expect(await balance(w)).toMatchObject({ pending: 0, payable: 3_000 });
  });
});

describe('each odd request has one answer', () => {
  test('the same order 100 times at once: one commission; another body: a conflict that changes nothing', async () => {
    await using w = await liveWorld();
    const answers = (
      await Promise.all(
        Array.from({ length: 100 }, () =>
          record(w, w.order('o1', 20_000, { occurredAt: new Date('2026-10-01T09:00:00Z') })),
        ),
      )
    ).flat();
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
    const [other] = await recordConversions(w.deps, w.brand.scope, [w.order('o1', 20_001)]);
    expect(other).toMatchObject({ code: 'commissions/conversion_conflict' });
    expect(await balance(w)).toMatchObject({ pending: 3_000 });
  });

  test('twice in one batch: the second is a replay', async () => {
    await using w = await liveWorld();
    const order = w.order('o1', 20_000);
    expect((await record(w, order, order)).map((answer) => answer.replayed)).toEqual([false, true]);
  });

  test('a refund before its order, one larger than the order, the same one 40 times, the same id with another body', async () => {
    await using w = await liveWorld();
    await expect(refund(w, 'r1', 'o1', 100)).rejects.toMatchObject({
      code: 'commissions/order_not_found',
      kind: 'not_found',
    });
    await record(w, w.order('o1', 20_000));
    await expect(refund(w, 'r1', 'o1', 20_001)).rejects.toMatchObject({
      code: 'commissions/refund_exceeds_order',
      facts: { left: 20_000 },
    });
    const at = w.clock.now();
    const same = () =>
      recordRefund(w.deps, w.brand.scope, {
        refundId: 'r1',
        orderId: 'o1',
        amount: 6_000,
        items: [],
        kind: 'refund',
        occurredAt: at,
        reason: '',
      });
    const answers = await Promise.all(Array.from({ length: 40 }, same));
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    await expect(refund(w, 'r1', 'o1', 5_000)).rejects.toMatchObject({ code: 'commissions/refund_conflict' });
    expect(await balance(w)).toMatchObject({ pending: 2_100 });
  });

  test('an order from the future is refused; one before its click, after its window or after its deal earns nobody', async () => {
    await using w = await liveWorld();
    const now = w.clock.now();
    const [future] = await recordConversions(w.deps, w.brand.scope, [
      w.order('future', 100, { occurredAt: after(now, 6 * 60_000) }),
    ]);
    expect(future).toMatchObject({ code: 'commissions/occurred_in_future', facts: { field: 'occurred_at' } });
    const clicked = (at: Date) => ({ touches: [{ clickId: 'c', linkNo: w.linkNo, dealNo: w.dealNo, at }] });
    const verdict = async (id: string, at: Date, touchAt: Date) => {
      const [answer] = await record(w, w.order(id, 10_000, { occurredAt: at, ...clicked(touchAt) }));
      return [answer?.decision.touches[0]?.verdict, answer?.commissions.length];
    };
    expect(await verdict('early', now, after(now, 61_000))).toEqual(['after_order', 0]);
    w.clock.move(40 * DAY);
    expect(await verdict('late', after(now, 30 * DAY + 1), now)).toEqual(['outside_window', 0]);
    expect(await verdict('in time', after(now, 30 * DAY), now)).toEqual(['last_touch', 1]);
    await endDeal(w.deps, w.brand.scope, { id: w.link.dealId, reason: 'the season is over' });
    w.clock.move(DAY);
    expect(await verdict('ended', w.clock.now(), after(w.clock.now(), -1_000))).toEqual([
      'deal_not_active',
      0,
    ]);
    expect(await verdict('before the end', w.clock.now(), after(now, 20 * DAY))).toEqual(['last_touch', 1]);
  });

  test('a click of nobody’s link, and an order in another currency, earn nobody', async () => {
    await using w = await liveWorld();
    const [unknown] = await record(
      w,
      w.order('o1', 100, { touches: [{ clickId: 'x', linkNo: 999_999, dealNo: 1, at: w.clock.now() }] }),
    );
    expect(unknown?.decision).toMatchObject({
      winner: null,
      refusedClicks: [{ clickId: 'x', reason: 'unknown_link' }],
    });
    const [usd] = await record(w, w.order('o2', 100, { currency: 'USD' }));
    expect(usd?.decision.touches).toMatchObject([{ verdict: 'other_currency' }]);
    // The same link with another deal's number is a token that was never minted.
    const [mixed] = await record(
      w,
      w.order('o3', 100, {
        touches: [{ clickId: 'y', linkNo: w.linkNo, dealNo: w.dealNo + 1, at: w.clock.now() }],
      }),
    );
    expect(mixed?.decision.refusedClicks).toMatchObject([{ reason: 'unknown_link' }]);
  });
});

describe('a campaign never pays what it does not have', () => {
  test('500 orders at once against money for 100: exactly 100 funded, 400 refused in words', async () => {
    // ¥3,000.00 for commissions of ¥30.00 each.
    await using w = await liveWorld({ budget: 300_000 });
    const answers = (
      await Promise.all(
        Array.from({ length: 50 }, (_, batch) =>
          record(w, ...Array.from({ length: 10 }, (_, i) => w.order(`o${batch}-${i}`, 20_000))),
        ),
      )
    ).flat();
    const states = answers.map((answer) => answer.commissions[0]?.refusedFor ?? 'funded');
    expect(states.filter((state) => state === 'funded')).toHaveLength(100);
    expect(states.filter((state) => state === 'budget_exhausted')).toHaveLength(400);
    expect(await spend(w)).toMatchObject({ funded: 300_000, free: 0, pending: 300_000 });
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
    // The refused ones are on record, with the reason and what they would have been.
    const page = await listEarnings(w.deps, w.kol.scope, { limit: 200 });
    expect(
      page.data.every(
        (row) => row.state === (row.refusedFor ? 'refused' : 'pending') && row.amount === 3_000,
      ),
    ).toBe(true);
  });

  test('closing returns what is free; held money runs on; later orders are refused; their refunds go to funding', async () => {
    await using w = await liveWorld();
    await record(w, w.order('o1', 20_000, { status: 'completed' }));
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await spend(w)).toMatchObject({ funded: 3_000, free: 0, pending: 3_000 });
    const [late] = await record(w, w.order('o2', 20_000));
    expect(late?.commissions).toMatchObject([{ state: 'refused', refusedFor: 'campaign_not_live' }]);
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(1);
    await refund(w, 'r1', 'o1', 20_000);
    expect(await balance(w)).toMatchObject({ payable: 0 });
    expect(await readConversion(w.deps, w.brand.scope, { orderId: 'o1' })).toMatchObject({
      commissions: [{ state: 'reversed' }],
    });
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
  });

  test('a commission below one minor unit is refused as such, not paid as zero', async () => {
    await using w = await liveWorld();
    const [tiny] = await record(w, w.order('o1', 3));
    expect(tiny?.commissions).toMatchObject([{ amount: 0, refusedFor: 'below_minor_unit' }]);
  });
});

describe('payouts', () => {
  test('two approvers at once: one payout; the money leaves once', async () => {
    await using w = await payableWorld();
    const { id } = await prepare(w, 3_000);
    await Promise.allSettled(Array.from({ length: 16 }, () => approveBatch(w.deps, w.brand.scope, { id })));
    expect((await listPayouts(w.deps, w.brand.scope, {})).data).toHaveLength(1);
    expect(await balance(w)).toMatchObject({ payable: 0, inPayout: 3_000 });
    expect((await auditLedger(w.deps.db)).drift).toEqual([]);
  });

  test('another amount than there is changes nothing', async () => {
    await using w = await payableWorld();
    await expect(prepare(w, 2_999)).rejects.toMatchObject({
      code: 'payouts/amount_changed',
      facts: { payable: 3_000 },
    });
    expect(await balance(w)).toMatchObject({ payable: 3_000 });
  });

  test('paid twice with one reference is paid once; with another it is refused', async () => {
    await using w = await payableWorld();
    const { id } = await payEverything(w);
    await settlePayout(w.deps, w.brand.scope, { payoutId: id, reference: 'BANK-1' });
    await expect(
      settlePayout(w.deps, w.brand.scope, { payoutId: id, reference: 'BANK-9' }),
    ).rejects.toMatchObject({ code: 'payouts/already_paid' });
    expect(await balance(w)).toMatchObject({ paid: 3_000, inPayout: 0 });
  });

  test('a refund between approval and payment is a debt, and the bank still pays what was approved', async () => {
    await using w = await payableWorld();
    const { id } = await approve(w, 3_000);
    expect((await refund(w, 'r1', 'order-1', 6_000)).adjustments).toMatchObject([
      { amount: 900, from: 'clawback' },
    ]);
    await settlePayout(w.deps, w.brand.scope, { payoutId: id, reference: 'B' });
    expect(await balance(w)).toMatchObject({ paid: 3_000, owed: 900 });
  });
});
