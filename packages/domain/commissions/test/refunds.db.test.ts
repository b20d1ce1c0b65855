import { closeCampaign } from '@kolony/campaigns';
import { after, DAY, present } from '@kolony/kernel';
import { castBrand } from '@kolony/scenarios/worlds';
import { describe, expect, test } from 'vitest';
import {
  earnings,
  explainEarning,
  listEarnings,
  readConversion,
  recordRefund,
  winBackChargeback,
} from '../src/index.ts';
import type { RefundResult } from '../src/schema.ts';
import { castAgency, factsOf, money, only, outcomes, payOut, refused, topUp, unchanged } from './steps.ts';
import { clickOf, dealWorld, joinKol, type Rules } from './world.ts';

const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });
const taken = ({ adjustments }: RefundResult) => adjustments.map(({ amount, from }) => [amount, from]);

describe('to the last fen', () => {
  test('7 fen taken back by thirds of the order are 2, 3 and 2: the pieces sum, whatever each rounds to', async () => {
    await using w = await dealWorld(cps(700));
    await w.record('o1', 100);
    // 7 % of ¥1.00 = 7 fen. Refunded so far 33, 66, 100 → 2.31, 4.62, 7 → 2, 5, 7 fen gone in all.
    expect(taken(await w.refund('o1', 33, { refundId: 'R1' }))).toEqual([[2, 'pending']]);
    expect(taken(await w.refund('o1', 33, { refundId: 'R2' }))).toEqual([[3, 'pending']]);
    expect(taken(await w.refund('o1', 34, { refundId: 'R3' }))).toEqual([[2, 'pending']]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('a refund too small to take a fen is recorded and takes nothing, and the next one takes what both are worth', async () => {
    await using w = await dealWorld(cps(100));
    await w.record('o1', 1_000);
    // 1 % of ¥10.00 = 10 fen. ¥0.49 back: 0.49 fen → 0. ¥0.98 back in all: 0.98 fen → 1.
    expect(taken(await w.refund('o1', 49, { refundId: 'R1' }))).toEqual([[0, 'none']]);
    expect(await w.of('pending')).toBe(10);
    expect(taken(await w.refund('o1', 49, { refundId: 'R2' }))).toEqual([[1, 'pending']]);
    expect(await money(w)).toEqual(only({ escrow: 999_991, pending: 9 }));
    await w.audit();
  });

  test('three parties: one may get a fen more by a refund, and what all give back together is the refund', async () => {
    await using w = await dealWorld(cps(1_000));
    const [big, small] = [await castAgency(w, 'big'), await castAgency(w, 'small', 'promoter')];
    const kol = await joinKol(w, 'talent', {
      earnings: [{ kind: 'cps', rateBp: 1_000 }],
      holdDays: 7,
      partners: [
        { agencyId: big.id, shareBp: 4_286 },
        { agencyId: small.id, shareBp: 1_428 },
      ],
    });
    // 11 fen: 4.71 · 4.71 · 1.57 → 5 · 5 · 1. The last has the smallest remainder of the three.
    const { commissions } = await w.record('o1', 110, {
      touches: [clickOf('c1', kol.numbers, w.clock.now())],
    });
    const parties = [`kol:${kol.scope.kolId}`, big.party, small.party];
    const held = () => Promise.all(parties.map((party) => w.of('pending', party)));
    expect(commissions.map((c) => [c.party, c.amount])).toEqual(parties.map((p, at) => [p, [5, 5, 1][at]]));
    // 10 fen: 4.29 · 4.29 · 1.43 → 4 · 4 · 2: one each is taken from the first two, and the third is given one.
    const { adjustments } = await w.refund('o1', 10);
    expect(adjustments.map((a) => [a.party, a.amount])).toEqual(parties.map((p, at) => [p, [1, 1, -1][at]]));
    expect(await held()).toEqual([4, 4, 2]);
    expect(await w.escrow()).toBe(1_000_000 - 10);
    await w.refund('o1', 100);
    expect(await held()).toEqual([0, 0, 0]);
    expect(await w.escrow()).toBe(1_000_000);
    await w.audit();
  });

  test('of a shared order it is taken from each KOL by the part of the order that was theirs', async () => {
    await using w = await dealWorld(cps(1_000), {
      campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } },
    });
    const bo = await joinKol(w, 'bo_li', { earnings: [{ kind: 'cps', rateBp: 2_000 }], holdDays: 7 });
    const now = w.clock.now();
    const touches = [clickOf('m', w, after(now, -DAY / 20)), clickOf('b', bo.numbers, after(now, -DAY / 50))];
    // Half of ¥300.00 each: Mei 10 % of 150 = 15.00, Bo 20 % of 150 = 30.00.
    await w.record('o1', 30_000, { touches });
    const { adjustments } = await w.refund('o1', 10_000);
    // A third of the order: 5.00 of Mei's, 10.00 of Bo's.
    expect(Object.fromEntries(adjustments.map((a) => [a.party, a.amount]))).toEqual({
      [w.kolParty]: 500,
      [`kol:${bo.scope.kolId}`]: 1_000,
    });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 3_000, pending: 1_000 }));
    expect(await w.of('pending', `kol:${bo.scope.kolId}`)).toBe(2_000);
    await w.audit();
  });
});

describe('by line', () => {
  const serumAndCream: Rules = {
    earnings: [
      { kind: 'cps', rateBp: 1_000 },
      { kind: 'cps', rateBp: 2_000, only: { categories: ['serum'] } },
    ],
  };
  const items = [
    { sku: 'S1', category: 'serum', quantity: 1, amount: 10_000 },
    { sku: 'C1', category: 'cream', quantity: 1, amount: 6_000 },
  ];

  test('a refund that names no line is spread over what is left of all of them', async () => {
    await using w = await dealWorld(serumAndCream);
    await w.record('o1', 16_000, { items });
    expect(await w.of('pending')).toBe(2_600);
    // ¥40.00 over 100 : 60 → 25.00 of the serum (20 % = 5.00) and 15.00 of the cream (10 % = 1.50).
    expect(taken(await w.refund('o1', 4_000))).toEqual([[650, 'pending']]);
    await refused(w, () => w.refund('o1', 7_501, { items: [{ sku: 'S1', amount: 7_501 }] }), {
      code: 'commissions/refund_exceeds_item',
      facts: { sku: 'S1', left: 7_500 },
    });
    // The rest of the serum: 15.00. ¥45.00 of cream are left: 4.50.
    await w.refund('o1', 7_500, { items: [{ sku: 'S1', amount: 7_500 }] });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 450, pending: 450 }));
    // Now only cream is left to spread over.
    expect(taken(await w.refund('o1', 4_500))).toEqual([[450, 'pending']]);
    await w.audit();
  });

  test('of two lines with the same SKU the first is refunded before the second', async () => {
    await using w = await dealWorld(cps(1_000));
    const twice = [
      { sku: 'S1', quantity: 1, amount: 3_000 },
      { sku: 'S1', quantity: 2, amount: 6_000 },
    ];
    await w.record('o1', 9_000, { items: twice });
    const back = (amount: number, refundId: string) =>
      w.refund('o1', amount, { refundId, items: [{ sku: 'S1', amount }] });
    await back(4_000, 'R1');
    const { refundedLines } = await w.deps.db.conversion.findFirstOrThrow({ where: { orderId: 'o1' } });
    expect(refundedLines).toEqual([3_000, 1_000]);
    await refused(w, () => back(5_001, 'R2'), {
      code: 'commissions/refund_exceeds_order',
      facts: { left: 5_000 },
    });
    expect(taken(await back(5_000, 'R3'))).toEqual([[500, 'pending']]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('a discount on the whole order is carried by its lines: more than was paid for a line does not come back', async () => {
    await using w = await dealWorld(cps(1_000));
    // List prices 100 + 100, paid 150.00: 75.00 each.
    const listed = [
      { sku: 'A', quantity: 1, amount: 10_000 },
      { sku: 'B', quantity: 1, amount: 10_000 },
    ];
    await w.record('o1', 15_000, { items: listed });
    expect(await w.of('pending')).toBe(1_500);
    await refused(w, () => w.refund('o1', 10_000, { items: [{ sku: 'A', amount: 10_000 }] }), {
      code: 'commissions/refund_exceeds_item',
      facts: { sku: 'A', left: 7_500 },
    });
    await w.refund('o1', 7_500, { items: [{ sku: 'A', amount: 7_500 }] });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 750, pending: 750 }));
    await w.audit();
  });

  test('one refund of several lines names each; the wrong sum is refused', async () => {
    await using w = await dealWorld(serumAndCream);
    await w.record('o1', 16_000, { items });
    const both = [
      { sku: 'C1', amount: 1_000 },
      { sku: 'S1', amount: 2_000 },
    ];
    await refused(w, () => w.refund('o1', 3_001, { items: both }), {
      code: 'commissions/items_do_not_sum',
      facts: { field: 'items', amount: 3_001 },
    });
    // 10.00 of cream: 1.00 · 20.00 of serum: 4.00
    expect(taken(await w.refund('o1', 3_000, { items: both }))).toEqual([[500, 'pending']]);
    expect(await w.of('pending')).toBe(2_100);
    await w.audit();
  });
});

describe('sent again, sent early, sent at once', () => {
  test('the same refund again is answered with what it did the first time, and does nothing', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    const occurredAt = w.clock.now();
    const first = await w.refund('o1', 6_000, { occurredAt });
    await w.settle();
    const again = await unchanged(w, () => w.refund('o1', 6_000, { occurredAt }));
    expect(first).toMatchObject({ amount: 6_000, currency: 'CNY', replayed: false });
    // It still says "from what was held", as it was then.
    expect(again).toEqual({ ...first, replayed: true });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 2_100, payable: 2_100 }));
    await w.audit();
  });

  test('the same refund id with another amount, reason or order is a conflict, and changes nothing', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000);
    await w.record('o2', 20_000);
    const same = { refundId: 'R-1', occurredAt: w.clock.now() };
    await w.refund('o1', 6_000, same);
    const conflict = { code: 'commissions/refund_conflict', facts: { refund_id: 'R-1' } };
    await refused(w, () => w.refund('o1', 6_001, same), conflict);
    await refused(w, () => w.refund('o1', 6_000, { ...same, reason: 'another' }), conflict);
    await refused(w, () => w.refund('o2', 6_000, same), conflict);
    await w.audit();
  });

  test('before its order it is not found; sent again after the order it is taken', async () => {
    await using w = await dealWorld(cps(1_500));
    const occurredAt = w.clock.now();
    await refused(w, () => w.refund('o1', 20_000, { occurredAt }), {
      code: 'commissions/order_not_found',
      facts: { order_id: 'o1' },
    });
    await w.record('o1', 20_000);
    expect(await w.refund('o1', 20_000, { occurredAt })).toMatchObject({ replayed: false });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('twenty times at once it is taken once', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000);
    const occurredAt = w.clock.now();
    const answers = await outcomes(
      Array.from({ length: 20 }, () => w.refund('o1', 5_000, { refundId: 'R', occurredAt })),
    );
    const results = answers.map((answer) => (typeof answer === 'string' ? answer : answer.replayed));
    expect(results.sort()).toEqual([false, ...Array(19).fill(true)]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 2_250, pending: 2_250 }));
    await w.audit();
  });

  test('three refunds of 60 % at once: one is taken, the others exceed what is left', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000);
    const answers = await outcomes(
      ['R1', 'R2', 'R3'].map((refundId) => w.refund('o1', 12_000, { refundId })),
    );
    expect(answers.filter((answer) => answer === 'commissions/refund_exceeds_order')).toHaveLength(2);
    // 40 % of ¥200.00 at 15 %
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 1_200, pending: 1_200 }));
    await w.audit();
  });
});

describe('where the money is by then', () => {
  test('already paid: the KOL owes it, which is shown and linked to the order; the commission stays paid', async () => {
    await using w = await dealWorld(cps(1_500));
    const { commissions } = await w.record('o1', 20_000, { status: 'completed' });
    const { id } = present(commissions[0], 'commission');
    await w.settle(7);
    await payOut(w, { id, amount: 3_000 });
    // 30 % of 30.00
    const refund = await w.refund('o1', 6_000);
    expect(refund.adjustments).toEqual([
      { commissionId: id, party: w.kolParty, amount: 900, from: 'clawback' },
    ]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 3_000 + 900, debt: -900 }));
    expect(await earnings(w.deps, w.kol.scope)).toMatchObject([
      { pending: 0, payable: 0, inPayout: 0, paid: 3_000, owed: 900 },
    ]);
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([
      { id, state: 'paid', amount: 3_000, reversed: 900 },
    ]);
    const why = await explainEarning(w.deps, w.kol.scope, { id });
    expect(why.entries.map((e) => [e.kind, e.account, e.amount])).toEqual([
      ['accrue', 'escrow', -3_000],
      ['accrue', 'pending', 3_000],
      ['release', 'pending', -3_000],
      ['release', 'payable', 3_000],
      ['payout', 'payable', -3_000],
      ['payout', 'in_payout', 3_000],
      ['settle', 'in_payout', -3_000],
      ['settle', 'manual', 3_000],
      ['reverse', 'clawback', -900],
      ['reverse', 'escrow', 900],
    ]);
    // Never more than was earned: the rest of the order, the rest of the commission.
    await w.refund('o1', 14_000);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000, debt: -3_000 }));
    await w.audit();
  });

  test('on its way to the bank it is not stopped: it becomes a debt', async () => {
    await using w = await dealWorld(cps(1_500));
    const { commissions } = await w.record('o1', 20_000, { status: 'completed' });
    const { id } = present(commissions[0], 'commission');
    await w.settle(7);
    await payOut(w, { id, amount: 3_000 }, { settled: false });
    expect(taken(await w.refund('o1', 20_000))).toEqual([[3_000, 'clawback']]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000, inPayout: 3_000, debt: -3_000 }));
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([
      { state: 'in_payout', reversed: 3_000 },
    ]);
    await w.audit();
  });

  test('another order’s payable money is not touched by a refund of one that was paid', async () => {
    await using w = await dealWorld(cps(1_500));
    const { commissions } = await w.record('o1', 20_000, { status: 'completed' });
    await w.record('o2', 10_000, { status: 'completed' });
    await w.settle(7);
    await payOut(w, { id: present(commissions[0], 'commission').id, amount: 3_000 });
    await w.refund('o1', 20_000);
    // The 15.00 of the second order stay payable; setting off is what the next payout does.
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 1_500, payable: 1_500, debt: -3_000 }));
    await w.audit();
  });

  test('the campaign is closed: it returns to the brand’s funding, and what is won back comes from there', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('held', 20_000);
    await w.record('free', 20_000, { status: 'completed' });
    await w.settle(7);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    expect(await money(w)).toEqual(only({ funding: 994_000, pending: 3_000, payable: 3_000 }));
    await w.refund('held', 10_000);
    await w.refund('free', 20_000, { refundId: 'CB', kind: 'chargeback' });
    // 994,000 + 1,500 + 3,000
    expect(await money(w)).toEqual(only({ funding: 998_500, pending: 1_500 }));
    await winBackChargeback(w.deps, w.brand.scope, {
      orderId: 'free',
      refundId: 'CB',
      occurredAt: w.clock.now(),
    });
    expect(await money(w)).toEqual(only({ funding: 995_500, pending: 1_500, payable: 3_000 }));
    await w.audit();
  });

  test('an order that was refused, or nobody’s, is refunded without taking anything, up to its amount', async () => {
    await using w = await dealWorld(cps(1_500), { budget: 1_000 });
    expect((await w.record('poor', 20_000)).commissions).toMatchObject([{ refusedFor: 'budget_exhausted' }]);
    expect((await w.record('nobodys', 20_000, { touches: [] })).commissions).toEqual([]);
    for (const orderId of ['poor', 'nobodys']) {
      expect((await w.refund(orderId, 5_000)).adjustments).toEqual([]);
      await refused(w, () => w.refund(orderId, 15_001), {
        code: 'commissions/refund_exceeds_order',
        facts: { field: 'amount', left: 15_000 },
      });
    }
    expect(await money(w)).toEqual(only({ escrow: 1_000 }));
    expect((await readConversion(w.deps, w.brand.scope, { orderId: 'poor' })).commissions).toMatchObject([
      { state: 'refused', reversed: 0 },
    ]);
    await w.audit();
  });
});

describe('a chargeback that is won back', () => {
  test('is held again while the hold runs, and only for what it took: another refund stays taken', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000);
    await w.refund('o1', 10_000, { refundId: 'CB', kind: 'chargeback' });
    w.clock.move(1_000);
    await w.refund('o1', 6_000);
    // ¥40.00 are left: 6.00.
    expect(await w.of('pending')).toBe(600);
    const occurredAt = w.clock.now();
    const won = await winBackChargeback(w.deps, w.brand.scope, { orderId: 'o1', refundId: 'CB', occurredAt });
    expect(taken(won)).toEqual([[-1_500, 'pending']]);
    // ¥140.00: 21.00
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 - 2_100, pending: 2_100 }));
    const [earning] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    const why = await explainEarning(w.deps, w.kol.scope, { id: present(earning, 'earning').id });
    expect(why.refunds.map((r) => [r.refundId, r.kind, r.wonBackAt])).toEqual([
      ['CB', 'chargeback', occurredAt],
      ['R-o1-6000', 'refund', null],
    ]);
    await w.audit();
  });

  test('needs a budget to be given from: refused while the escrow is spent, taken once it is funded', async () => {
    await using w = await dealWorld(cps(1_500), { budget: 3_000 });
    await w.record('o1', 20_000);
    await w.refund('o1', 20_000, { refundId: 'CB', kind: 'chargeback' });
    await w.record('o2', 20_000);
    const win = () =>
      winBackChargeback(w.deps, w.brand.scope, {
        orderId: 'o1',
        refundId: 'CB',
        occurredAt: w.clock.now(),
      });
    await refused(w, win, { code: 'ledger/insufficient_funds', facts: { currency: 'CNY', missing: 3_000 } });
    await topUp(w, 3_000);
    expect(await win()).toMatchObject({ replayed: false });
    expect(await money(w)).toEqual(only({ pending: 6_000 }));
    await w.audit();
  });

  test('repays the debt it left behind after the payout, before anything is payable again', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    await w.settle(7);
    const [earning] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    await payOut(w, { id: present(earning, 'earning').id, amount: 3_000 });
    // ¥30.00 are with the bank; the chargeback of ¥200.00 takes them back as a debt.
    await w.refund('o1', 20_000, { refundId: 'CB', kind: 'chargeback' });
    expect(await w.of('clawback')).toBe(-3_000);
    const occurredAt = w.clock.now();
    await winBackChargeback(w.deps, w.brand.scope, { orderId: 'o1', refundId: 'CB', occurredAt });
    expect([await w.of('clawback'), await w.of('payable')]).toEqual([0, 0]);
    expect(await w.escrow()).toBe(1_000_000 - 3_000);
    await w.audit();
  });

  test('is not found under another id or another order', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000);
    await w.record('o2', 20_000);
    await w.refund('o1', 20_000, { refundId: 'CB', kind: 'chargeback' });
    const win = (orderId: string, refundId: string) =>
      winBackChargeback(w.deps, w.brand.scope, { orderId, refundId, occurredAt: w.clock.now() });
    await refused(w, () => win('o1', 'none'), {
      code: 'commissions/refund_not_found',
      facts: { refund_id: 'none' },
    });
    await refused(w, () => win('o2', 'CB'), { code: 'commissions/refund_not_found' });
    await refused(w, () => win('none', 'CB'), { code: 'commissions/order_not_found' });
    await w.audit();
  });
});

describe('what reports are told', () => {
  test('while held: refunded; after it settled also what is to be taken off the settled figures, the order with its last fen', async () => {
    await using w = await dealWorld(cps(1_500));
    await w.record('o1', 20_000, { status: 'completed' });
    await w.settle(7);
    await w.refund('o1', 6_000);
    await w.refund('o1', 14_000);
    const orders = await factsOf(w, 'order_events', 'o1');
    expect(orders.map((fact) => [fact.event, fact.orders, fact.amount])).toEqual([
      ['placed', 1, 20_000],
      ['paid', 1, 20_000],
      ['completed', 1, 20_000],
      ['settled', 1, 20_000],
      ['refunded', 0, 6_000],
      ['settled', 0, -6_000],
      ['refunded', 0, 14_000],
      ['settled', -1, -14_000],
    ]);
    const facts = await factsOf(w, 'commission_events', 'o1');
    expect(facts.map((fact) => [fact.event, fact.amount])).toEqual([
      ['accrued', 3_000],
      ['released', 3_000],
      ['reversed', 900],
      ['reversed', 2_100],
    ]);
  });
});

test('another brand’s order is not found, under the very same order id', async () => {
  await using w = await dealWorld(cps(1_500));
  const rival = await castBrand(w.deps, { email: 'rival@brand.example', workspace: 'Rival' });
  await w.record('o1', 20_000);
  const refund = {
    refundId: 'R',
    orderId: 'o1',
    amount: 20_000,
    items: [],
    kind: 'refund' as const,
    occurredAt: w.clock.now(),
    reason: '',
  };
  await refused(w, () => recordRefund(w.deps, rival.scope, refund), { code: 'commissions/order_not_found' });
  await refused(
    w,
    () => winBackChargeback(w.deps, rival.scope, { orderId: 'o1', refundId: 'R', occurredAt: w.clock.now() }),
    { code: 'commissions/order_not_found' },
  );
  expect(await w.of('pending')).toBe(3_000);
  await w.audit();
});
