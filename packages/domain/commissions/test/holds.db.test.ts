import { closeCampaign } from '@kolony/campaigns';
import { systemScope } from '@kolony/identity';
import { after, DAY, HOUR, present } from '@kolony/kernel';
import { castBrand } from '@kolony/scenarios/worlds';
import { describe, expect, test } from 'vitest';
import {
  closeAfterSaleCase,
  listEarnings,
  openAfterSaleCase,
  readConversion,
  releaseDueHolds,
  setConversionStatus,
} from '../src/index.ts';
import { castAgency, castRival, factsOf, money, only, refused, unchanged } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const CPS: Rules = { earnings: [{ kind: 'cps', rateBp: 1_500 }] };

const release = (w: DealWorld, limit = 100) => releaseDueHolds(w.deps, systemScope('test'), { limit });
const status = (w: DealWorld, orderId: string, to: 'paid' | 'completed' | 'cancelled', at = w.clock.now()) =>
  setConversionStatus(w.deps, w.brand.scope, { orderId, status: to, occurredAt: at });
const open = (w: DealWorld, orderId: string, caseId: string, at = w.clock.now()) =>
  openAfterSaleCase(w.deps, w.brand.scope, { orderId, caseId, occurredAt: at });
const close = (w: DealWorld, orderId: string, caseId: string, at = w.clock.now()) =>
  closeAfterSaleCase(w.deps, w.brand.scope, { orderId, caseId, occurredAt: at });

/** Holds one millisecond before `days` after an instant, and is released at it. */
async function releasedExactly(w: DealWorld, from: Date, days: number): Promise<void> {
  w.clock.move(from.getTime() + days * DAY - 1 - w.clock.now().getTime());
  expect(await release(w)).toBe(0);
  w.clock.move(1);
  expect(await release(w)).toBe(1);
}

describe('when a hold ends', () => {
  test.each([
    { holdDays: 7, days: 7, why: 'the seven days of the rules' },
    { holdDays: 0, days: 7, why: 'a contract cannot shorten them' },
    { holdDays: 30, days: 30, why: 'a contract may be longer' },
  ])('received at once, contract $holdDays days: after $days days, to the millisecond ($why)', async (of) => {
    await using w = await dealWorld({ ...CPS, holdDays: of.holdDays });
    const receipt = w.clock.now();
    const { commissions } = await w.record('o1', 20_000, { status: 'completed' });
    expect(commissions).toMatchObject([{ state: 'pending', holdUntil: after(receipt, of.days * DAY) }]);
    await releasedExactly(w, receipt, of.days);
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await w.audit();
  });

  test('without a report of receipt: fifteen days until it is taken to have arrived, and seven more', async () => {
    await using w = await dealWorld(CPS);
    const bought = w.clock.now();
    await w.record('o1', 20_000, { status: 'paid' });
    await releasedExactly(w, bought, 22);
    expect(await w.of('payable')).toBe(3_000);
    await w.audit();
  });

  test('received early: on day 3, so day 10 instead of day 22', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'paid' });
    w.clock.move(3 * DAY);
    const receipt = w.clock.now();
    const result = await status(w, 'o1', 'completed');
    expect(result).toMatchObject({
      status: 'completed',
      commissions: [{ holdUntil: after(receipt, 7 * DAY) }],
    });
    await releasedExactly(w, receipt, 7);
    await w.audit();
  });

  test('received late: on day 20, so day 27: the parcel was slow and the buyer still has the seven days', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'paid' });
    w.clock.move(20 * DAY);
    await status(w, 'o1', 'completed');
    await releasedExactly(w, w.clock.now(), 7);
    await w.audit();
  });

  test('receipt that is reported after the money was released takes nothing back', async () => {
    await using w = await dealWorld(CPS);
    const bought = w.clock.now();
    await w.record('o1', 20_000, { status: 'paid' });
    await w.settle(22);
    await status(w, 'o1', 'completed');
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    // It was told "day 22", and that is still when it was.
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([
      { state: 'payable', holdUntil: after(bought, 22 * DAY) },
    ]);
    await w.settle(30);
    expect(await w.of('payable')).toBe(3_000);
    await w.audit();
  });

  test('receipt that is reported late, with the day it was: due at once if that is a week ago', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'paid' });
    w.clock.move(12 * DAY);
    await status(w, 'o1', 'completed', after(w.clock.now(), -8 * DAY));
    expect(await release(w)).toBe(1);
    expect(await w.of('payable')).toBe(3_000);
    await w.audit();
  });

  test('an order that was only placed waits for payment, however long; paid after 60 days it is due at once', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'placed' });
    await w.settle(60);
    expect(await money(w)).toEqual(only({ escrow: 997_000, pending: 3_000 }));
    await status(w, 'o1', 'paid');
    // Order + 15 + 7 days are long over.
    expect(await release(w)).toBe(1);
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await w.audit();
  });
});

describe('status events, late, twice and out of order', () => {
  test('placed → completed skips a step: both are told to the reports, each once', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'placed' });
    await status(w, 'o1', 'completed');
    await unchanged(w, () => status(w, 'o1', 'completed', after(w.clock.now(), 1_000)));
    await unchanged(w, () => status(w, 'o1', 'paid'));
    const facts = await factsOf(w, 'order_events', 'o1');
    expect(facts.map((fact) => [fact.event, fact.orders, fact.amount])).toEqual([
      ['placed', 1, 20_000],
      ['paid', 1, 20_000],
      ['completed', 1, 20_000],
    ]);
    await w.audit();
  });

  test('cancelled after a partial refund takes the rest, as a refund that says so', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.refund('o1', 6_000);
    expect(await w.of('pending')).toBe(2_100);
    w.clock.move(1_000);
    const result = await status(w, 'o1', 'cancelled');
    expect(result).toMatchObject({
      status: 'cancelled',
      commissions: [{ state: 'reversed', amount: 3_000, reversed: 3_000 }],
    });
    const refunds = await w.deps.db.refund.findMany({ orderBy: { recordedAt: 'asc' } });
    expect(refunds.map((r) => [r.refundId, Number(r.amount), r.reason])).toEqual([
      ['R-o1-6000', 6_000, 'returned'],
      ['cancel:o1', 14_000, 'cancelled'],
    ]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('cancelled after everything was refunded adds no refund; afterwards no event brings the order back', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000);
    await w.refund('o1', 20_000);
    await status(w, 'o1', 'cancelled');
    expect(await w.deps.db.refund.count()).toBe(1);
    for (const to of ['paid', 'completed', 'cancelled'] as const)
      expect(await unchanged(w, () => status(w, 'o1', to))).toMatchObject({ status: 'cancelled' });
    await w.settle();
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('cancelled after the money was released takes it from what is payable', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.settle(7);
    await status(w, 'o1', 'cancelled');
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('of an order that is not there, or another brand’s, nothing is known', async () => {
    await using w = await dealWorld(CPS);
    const rival = await castBrand(w.deps, { email: 'rival@brand.example', workspace: 'Rival' });
    await w.record('o1', 20_000);
    const about = { orderId: 'o1', occurredAt: w.clock.now() };
    const missing = { code: 'commissions/order_not_found', facts: { order_id: 'o1' } };
    await refused(w, () => status(w, 'none', 'paid'), { code: 'commissions/order_not_found' });
    const cancel = { ...about, status: 'cancelled' as const };
    await refused(w, () => setConversionStatus(w.deps, rival.scope, cancel), missing);
    const event = { ...about, caseId: 'case' };
    await refused(w, () => openAfterSaleCase(w.deps, rival.scope, event), missing);
    await refused(w, () => closeAfterSaleCase(w.deps, rival.scope, event), missing);
    await refused(w, () => readConversion(w.deps, rival.scope, { orderId: 'o1' }), missing);
    await w.audit();
  });
});

describe('an after-sale case', () => {
  test('two that overlap freeze it from the first opening to the last closing, which is added once', async () => {
    await using w = await dealWorld(CPS);
    const receipt = w.clock.now();
    await w.record('o1', 20_000, { status: 'completed' });
    w.clock.move(2 * DAY);
    await open(w, 'o1', 'return');
    w.clock.move(3 * DAY);
    await open(w, 'o1', 'dispute');
    w.clock.move(1 * DAY);
    await close(w, 'o1', 'return');
    w.clock.move(10 * DAY);
    expect(await release(w)).toBe(0);
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([{ frozen: true }]);
    await close(w, 'o1', 'dispute');
    // Frozen from day 2 to day 16: 14 days. 7 + 14 = 21.
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([
      { frozen: false, holdUntil: after(receipt, 21 * DAY) },
    ]);
    await releasedExactly(w, receipt, 21);
    await w.audit();
  });

  test('closed again by a late message it is not added again; opened again it stays closed', async () => {
    await using w = await dealWorld(CPS);
    const receipt = w.clock.now();
    await w.record('o1', 20_000, { status: 'completed' });
    await open(w, 'o1', 'return');
    w.clock.move(2 * DAY);
    await close(w, 'o1', 'return');
    w.clock.move(DAY);
    await unchanged(w, () => close(w, 'o1', 'return'));
    await unchanged(w, () => open(w, 'o1', 'return'));
    await releasedExactly(w, receipt, 9);
    await w.audit();
  });

  test('reported late goes by the instants of the shop: two days of case are two days, whenever they are told', async () => {
    await using w = await dealWorld(CPS);
    const receipt = w.clock.now();
    await w.record('o1', 20_000, { status: 'completed' });
    w.clock.move(5 * DAY);
    await open(w, 'o1', 'return', after(receipt, DAY));
    await close(w, 'o1', 'return', after(receipt, 3 * DAY));
    await releasedExactly(w, receipt, 9);
    await w.audit();
  });

  test('closed before it was opened, by a shop whose clocks differ, shortens nothing', async () => {
    await using w = await dealWorld(CPS);
    const receipt = w.clock.now();
    await w.record('o1', 20_000, { status: 'completed' });
    await open(w, 'o1', 'return');
    await close(w, 'o1', 'return', after(receipt, -2 * HOUR));
    await releasedExactly(w, receipt, 7);
    await w.audit();
  });

  test('of an order that was only placed: payment during it does not start the clock, closing it does', async () => {
    await using w = await dealWorld(CPS);
    const bought = w.clock.now();
    await w.record('o1', 20_000, { status: 'placed' });
    await open(w, 'o1', 'return');
    await status(w, 'o1', 'paid');
    w.clock.move(60 * DAY);
    expect(await release(w)).toBe(0);
    await close(w, 'o1', 'return');
    // 15 + 7 days, and the 60 that it stood still
    await releasedExactly(w, bought, 82);
    await w.audit();
  });

  test('open when the parcel arrives: the seven days begin with the receipt, and stand still from there on', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'paid' });
    w.clock.move(2 * DAY);
    await open(w, 'o1', 'question');
    w.clock.move(2 * DAY);
    const receipt = w.clock.now();
    await status(w, 'o1', 'completed');
    w.clock.move(2 * DAY);
    await close(w, 'o1', 'question');
    // Received on day 4, frozen until day 6: 7 + 2 days after the receipt, not 7 + 4.
    await releasedExactly(w, receipt, 9);
    await w.audit();
  });

  test('over before the parcel arrives puts nothing off, in whatever order the shop tells it', async () => {
    await using w = await dealWorld(CPS);
    const bought = w.clock.now();
    await w.record('o1', 20_000, { status: 'paid' });
    await open(w, 'o1', 'question');
    w.clock.move(5 * DAY);
    await status(w, 'o1', 'completed');
    await close(w, 'o1', 'question', after(bought, DAY));
    await releasedExactly(w, after(bought, 5 * DAY), 7);
    await w.audit();
  });

  test('closed before payment leaves a placed order waiting for it', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'placed' });
    await open(w, 'o1', 'question');
    await close(w, 'o1', 'question');
    await w.settle(60);
    expect(await money(w)).toEqual(only({ escrow: 997_000, pending: 3_000 }));
    await status(w, 'o1', 'paid');
    expect(await release(w)).toBe(1);
    await w.audit();
  });

  test('opened after the release freezes what is shown, and takes nothing back', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.settle(7);
    await open(w, 'o1', 'late');
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await close(w, 'o1', 'late');
    expect(await release(w)).toBe(0);
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    await w.audit();
  });

  test('a refund in the middle is taken at once; what is left waits for the end of the case', async () => {
    await using w = await dealWorld(CPS);
    const receipt = w.clock.now();
    await w.record('o1', 20_000, { status: 'completed' });
    await open(w, 'o1', 'return');
    await w.refund('o1', 6_000);
    expect(await money(w)).toEqual(only({ escrow: 997_900, pending: 2_100 }));
    w.clock.move(DAY);
    await close(w, 'o1', 'return');
    await releasedExactly(w, receipt, 8);
    expect(await money(w)).toEqual(only({ escrow: 997_900, payable: 2_100 }));
    await w.audit();
  });

  test('is one order’s: its id on another order is a conflict, and freezes nothing', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.record('o2', 10_000, { status: 'completed' });
    await open(w, 'o1', 'case-1');
    await refused(w, () => open(w, 'o2', 'case-1'), {
      code: 'commissions/case_conflict',
      facts: { case_id: 'case-1' },
    });
    await refused(w, () => close(w, 'o2', 'case-1'), { code: 'commissions/case_not_found' });
    await w.settle(7);
    // Only the second order's 15.00 were released.
    expect(await money(w)).toEqual(only({ escrow: 995_500, pending: 3_000, payable: 1_500 }));
    await w.audit();
  });
});

describe('the release', () => {
  test('takes so many at once, the longest due first, and says how many', async () => {
    await using w = await dealWorld(CPS);
    for (const [at, amount] of [1_000, 2_000, 3_000, 4_000, 5_000].entries()) {
      await w.record(`o${at}`, amount, { status: 'completed' });
      w.clock.move(HOUR);
    }
    w.clock.move(7 * DAY);
    expect(await release(w, 2)).toBe(2);
    // 15 % of ¥10.00 and ¥20.00
    expect(await w.of('payable')).toBe(450);
    expect([await release(w, 2), await release(w, 2), await release(w, 2)]).toEqual([2, 1, 0]);
    // 15 % of ¥150.00
    expect(await money(w)).toEqual(only({ escrow: 997_750, payable: 2_250 }));
    await w.audit();
  });

  test('by eight workers at once releases each of sixty orders once', async () => {
    await using w = await dealWorld(CPS);
    for (let at = 0; at < 60; at++) await w.record(`o${at}`, 1_000, { status: 'completed' });
    w.clock.move(7 * DAY);
    let released = 0;
    for (let round = 0; round < 30 && released < 60; round++) {
      const counts = await Promise.all(Array.from({ length: 8 }, () => release(w, 10)));
      released += counts.reduce((sum, n) => sum + n, 0);
    }
    expect(released).toBe(60);
    expect(await money(w)).toEqual(only({ escrow: 991_000, payable: 9_000 }));
    expect(await w.deps.db.ledgerTransaction.count({ where: { kind: 'release' } })).toBe(60);
    expect(await release(w)).toBe(0);
    await w.audit();
  });

  test('against a refund of everything at the same moment: either way nothing is left, and nothing is lost', async () => {
    await using w = await dealWorld(CPS);
    for (let at = 0; at < 12; at++) await w.record(`o${at}`, 1_000, { status: 'completed' });
    w.clock.move(7 * DAY);
    await Promise.all([
      ...Array.from({ length: 12 }, (_, at) => w.refund(`o${at}`, 1_000)),
      ...Array.from({ length: 6 }, () => release(w, 3)),
    ]);
    await w.settle(0);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('of an order that was refunded in full moves nothing and settles nothing', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await w.refund('o1', 20_000);
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(1);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    const kinds = (await factsOf(w, 'order_events', 'o1')).map((fact) => fact.event);
    expect(kinds).toEqual(['placed', 'paid', 'completed', 'refunded']);
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([{ state: 'reversed' }]);
    await w.audit();
  });

  test('of an order whose commission was refused settles the order for the reports, and pays nobody', async () => {
    await using w = await dealWorld(CPS, { budget: 100 });
    await w.record('o1', 20_000, { status: 'completed' });
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(1);
    expect(await money(w)).toEqual(only({ escrow: 100 }));
    expect((await factsOf(w, 'order_events', 'o1')).at(-1)).toMatchObject({
      event: 'settled',
      amount: 20_000,
    });
    expect((await factsOf(w, 'commission_events', 'o1')).map((fact) => fact.event)).toEqual(['refused']);
    await w.audit();
  });

  test('releases every party of the waterfall, and counts the order once', async () => {
    await using w = await dealWorld(CPS);
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [{ kind: 'cps', rateBp: 1_000 }],
      holdDays: 7,
      partners: [{ agencyId: mcn.id, shareBp: 3_000 }],
    });
    const touches = [clickOf('c1', kol.numbers, w.clock.now())];
    await w.record('o1', 10_000, { status: 'completed', touches });
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(2);
    // ¥10.00: 70 % and 30 %
    expect(await w.of('payable', `kol:${kol.scope.kolId}`)).toBe(700);
    expect(await w.of('payable', mcn.party)).toBe(300);
    const settled = (await factsOf(w, 'order_events', 'o1')).filter((fact) => fact.event === 'settled');
    expect(settled).toMatchObject([{ orders: 1, amount: 10_000 }]);
    await w.audit();
  });

  test('of an order that two KOLs share settles their halves, and one order: it is counted where it was decided', async () => {
    await using w = await dealWorld(CPS, {
      campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } },
    });
    const bo = await joinKol(w, 'bo_li');
    const now = w.clock.now();
    const touches = [clickOf('m', w, after(now, -HOUR)), clickOf('b', bo.numbers, now)];
    await w.record('o1', 10_000, { status: 'completed', touches });
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(2);
    const facts = await factsOf(w, 'order_events', 'o1');
    const of = (event: string) =>
      facts
        .filter((fact) => fact.event === event)
        .map((fact) => [fact.kol_id, fact.orders, fact.amount])
        .toSorted();
    // ¥50.00 each; Bo's was the last click.
    const halves = [
      [bo.scope.kolId, 1, 5_000],
      [w.kol.scope.kolId, 0, 5_000],
    ].toSorted();
    for (const event of ['placed', 'completed', 'settled'])
      expect([event, of(event)]).toEqual([event, halves]);
    expect([await w.of('payable'), await w.of('payable', `kol:${bo.scope.kolId}`)]).toEqual([750, 750]);
    await w.audit();
  });

  test('after the campaign was closed still pays what was earned before', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    await w.settle(7);
    expect(await money(w)).toEqual(only({ funding: 997_000, payable: 3_000 }));
    await w.audit();
  });

  test('of two brands in one batch keeps their books apart', async () => {
    await using w = await dealWorld(CPS);
    await w.record('o1', 20_000, { status: 'completed' });
    const rival = await castRival(w);
    await rival.record('o1', 10_000, { status: 'completed' });
    w.clock.move(7 * DAY);
    expect(await release(w)).toBe(2);
    expect(await money(w)).toEqual(only({ escrow: 997_000, payable: 3_000 }));
    const accounts = await w.deps.db.ledgerAccount.findMany({ where: { brandId: rival.scope.brandId } });
    expect(
      Object.fromEntries(
        accounts.map((account) => [account.path.split(':').at(-1), Number(account.balance)]),
      ),
    ).toMatchObject({ escrow: 4_000, pending: 0, payable: 1_000 });
    await w.audit();
  });
});

test('what a KOL was told about the end of a hold is what happens, for every order of a busy week', async () => {
  await using w = await dealWorld(CPS);
  for (let at = 0; at < 14; at++) {
    const shop = (['placed', 'paid', 'completed'] as const)[at % 3] ?? 'paid';
    await w.record(`o${at}`, 1_000 + at, { status: shop });
    if (at % 4 === 1) await status(w, `o${at}`, 'completed', after(w.clock.now(), HOUR));
    w.clock.move(12 * HOUR);
  }
  for (let day = 0; day < 40; day++) {
    w.clock.move(DAY);
    await w.settle(0);
    const { data } = await listEarnings(w.deps, w.kol.scope, { limit: 100 });
    for (const earning of data) {
      const order = present(earning.orderId, 'order');
      const { status: is } = await readConversion(w.deps, w.brand.scope, { orderId: order });
      const over = is !== 'placed' && earning.holdUntil <= w.clock.now();
      expect([order, day, earning.state]).toEqual([order, day, over ? 'payable' : 'pending']);
    }
  }
  await w.audit();
});
