import { closeCampaign } from '@kolony/campaigns';
import { amendTerms, endDeal, pauseDeal, resumeDeal } from '@kolony/deals';
import { after, DAY, HOUR, isKolonyError, MINUTE, present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { explainCommission, readConversion, recordConversions } from '../src/index.ts';
import type { ConversionResult, NewConversion } from '../src/schema.ts';
import { castRival, factsOf, money, only, outcomes, recordAll, topUp, unchanged } from './steps.ts';
import { clickOf, type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });
/** Amount and reason of each commission of an order. */
const paid = ({ commissions }: ConversionResult) => commissions.map((c) => c.refusedFor ?? c.amount);

async function stepsOf(w: DealWorld, { commissions }: ConversionResult) {
  const { id } = present(commissions[0], 'commission');
  return (await explainCommission(w.deps, w.brand.scope, { id })).derivation.steps;
}

describe('one order, sent more than once', () => {
  test('a hundred times at once: one commission, and everybody is told the same', async () => {
    await using w = await dealWorld(cps(1_500));
    const order = w.order('o1', 20_000);
    const answers = (
      await Promise.all(Array.from({ length: 100 }, () => recordAll(w, [order])))
    ).flat() as ConversionResult[];
    expect(answers.filter((answer) => !answer.replayed)).toHaveLength(1);
    const [first] = answers;
    const told = { ...present(first, 'answer'), replayed: true };
    for (const answer of answers) expect({ ...answer, replayed: true }).toEqual(told);
    expect(await w.deps.db.commission.count()).toBe(1);
    expect(await money(w)).toEqual(only({ escrow: 997_000, pending: 3_000 }));
    // One fact of each kind waits for the reports.
    expect(await factsOf(w, 'order_events', 'o1')).toHaveLength(2);
    await w.audit();
  });

  test('a month later it reads what became of it, and still changes nothing', async () => {
    await using w = await dealWorld(cps(1_500));
    const order = w.order('o1', 20_000, { status: 'completed' });
    const first = present((await recordAll(w, [order]))[0], 'answer') as ConversionResult;
    await w.settle(30);
    await w.refund('o1', 6_000);
    const [again] = await unchanged(w, () => recordAll(w, [order]));
    expect(again).toMatchObject({
      id: first.id,
      replayed: true,
      decision: first.decision,
      commissions: [{ amount: 3_000, reversed: 900, state: 'payable' }],
    });
    await w.audit();
  });

  test('with another amount, currency, line or click it is a conflict; the first stays as it is', async () => {
    await using w = await dealWorld(cps(1_500));
    const order = w.order('o1', 20_000);
    await recordAll(w, [order]);
    const others: Partial<NewConversion>[] = [
      { amount: 20_001 },
      { currency: 'USD' },
      { shipping: 1_000 },
      { storeId: 'tmall' },
      { items: [{ sku: 'S1', quantity: 1, amount: 20_000 }] },
      { touches: [clickOf('another', w, order.occurredAt)] },
      { metadata: { channel: 'app' } },
      { customerId: 'someone' },
    ];
    for (const other of others) {
      const [answer] = await unchanged(w, () => recordAll(w, [{ ...order, ...other }]));
      expect(answer).toMatchObject({
        code: 'commissions/conversion_conflict',
        kind: 'conflict',
        facts: { order_id: 'o1' },
      });
    }
    await w.audit();
  });

  test('two bodies under one id, at once and in one request: one is recorded, the other is told', async () => {
    await using w = await dealWorld(cps(1_500));
    const [a, b] = [w.order('race', 20_000), w.order('race', 10_000)];
    const raced = (await Promise.all([recordAll(w, [a]), recordAll(w, [b])])).flat();
    expect(raced.filter(isKolonyError)).toMatchObject([{ code: 'commissions/conversion_conflict' }]);
    const [c, d] = [w.order('batch', 20_000), w.order('batch', 10_000)];
    const [first, second, third] = await recordAll(w, [c, d, c]);
    expect([first, second, third]).toMatchObject([
      { amount: 20_000, replayed: false },
      { code: 'commissions/conversion_conflict' },
      { amount: 20_000, replayed: true },
    ]);
    expect(await w.deps.db.conversion.count()).toBe(2);
    await w.audit();
  });

  test('of two brands it is two orders, each priced by its own campaign', async () => {
    await using w = await dealWorld(cps(1_500));
    const rival = await castRival(w);
    const mine = await w.record('o1', 20_000);
    const theirs = await rival.record('o1', 20_000);
    expect([paid(mine), paid(theirs), theirs.replayed]).toEqual([[3_000], [2_000], false]);
    await w.audit();
  });
});

describe('the time of an order', () => {
  test('five minutes ahead is a clock that differs; more is refused, and the rest of the request is recorded', async () => {
    await using w = await dealWorld(cps(1_500));
    const now = w.clock.now();
    const orders = [
      w.order('edge', 10_000, { occurredAt: after(now, 5 * MINUTE) }),
      w.order('future', 10_000, { occurredAt: after(now, 5 * MINUTE + 1) }),
      w.order('now', 10_000),
    ];
    const [edge, future, ordinary] = await recordAll(w, orders);
    expect([edge, ordinary]).toMatchObject([{ orderId: 'edge' }, { orderId: 'now' }]);
    expect(future).toMatchObject({
      code: 'commissions/occurred_in_future',
      kind: 'invalid',
      facts: { field: 'occurred_at' },
    });
    expect(await w.deps.db.conversion.count()).toBe(2);
    expect(await money(w)).toEqual(only({ escrow: 997_000, pending: 3_000 }));
    await w.audit();
  });

  test('a click up to a minute after its order still brought it; later it did not, and the verdict says so', async () => {
    await using w = await dealWorld(cps(1_500));
    const occurredAt = after(w.clock.now(), -HOUR / 2);
    const clicked = (orderId: string, at: Date) =>
      w.record(orderId, 10_000, {
        occurredAt,
        touches: [{ clickId: orderId, linkNo: w.linkNo, dealNo: w.dealNo, at }],
      });
    const near = await clicked('near', after(occurredAt, MINUTE));
    const late = await clicked('late', after(occurredAt, MINUTE + 1));
    expect(paid(near)).toEqual([1_500]);
    expect(late).toMatchObject({
      commissions: [],
      decision: { winner: null, touches: [{ verdict: 'after_order', shareBp: 0 }] },
    });
    expect(await money(w)).toEqual(only({ escrow: 998_500, pending: 1_500 }));
    await w.audit();
  });

  test('thirty days after the click, to the millisecond, it still counts; one more does not', async () => {
    await using w = await dealWorld(cps(1_500));
    const at = w.clock.now();
    const touch = { clickId: 'c', linkNo: w.linkNo, dealNo: w.dealNo, at };
    w.clock.move(31 * DAY);
    const inside = await w.record('in', 10_000, { occurredAt: after(at, 30 * DAY), touches: [touch] });
    const outside = await w.record('out', 10_000, { occurredAt: after(at, 30 * DAY + 1), touches: [touch] });
    expect(paid(inside)).toEqual([1_500]);
    expect(outside).toMatchObject({
      commissions: [],
      decision: { winner: null, touches: [{ verdict: 'outside_window', windowEndsAt: after(at, 30 * DAY) }] },
    });
    await w.audit();
  });

  test('the Terms at the click price it, not those at the order', async () => {
    await using w = await dealWorld(cps(1_000));
    w.clock.move(DAY);
    const clickedBefore = clickOf('before', w, w.clock.now());
    const rules = { earnings: [{ kind: 'cps' as const, rateBp: 2_000 }], holdDays: 7 };
    await amendTerms(w.deps, w.brand.scope, { id: w.link.dealId, rules, reason: 'season' });
    w.clock.move(HOUR);
    const old = await w.record('old', 10_000, { touches: [clickedBefore] });
    const fresh = await w.record('new', 10_000, { touches: [clickOf('after', w, w.clock.now())] });
    expect([old.commissions, fresh.commissions]).toMatchObject([
      [{ amount: 1_000, rateBp: 1_000, termsVersion: 1 }],
      [{ amount: 2_000, rateBp: 2_000, termsVersion: 2 }],
    ]);
    await w.audit();
  });

  test('a click while the deal was paused earns nothing, whatever the deal is at the order', async () => {
    await using w = await dealWorld(cps(1_000));
    const about = { id: w.link.dealId, reason: 'out of stock' };
    const clickAt = (id: string) => clickOf(id, w, after(w.clock.now(), MINUTE));
    const before = clickAt('before');
    w.clock.move(HOUR);
    await pauseDeal(w.deps, w.brand.scope, about);
    const during = clickAt('during');
    w.clock.move(HOUR);
    await resumeDeal(w.deps, w.brand.scope, about);
    const later = clickAt('later');
    w.clock.move(HOUR);
    await endDeal(w.deps, w.brand.scope, { ...about, reason: 'over' });
    const gone = clickAt('gone');
    w.clock.move(HOUR);
    const results = [];
    for (const touch of [before, during, later, gone])
      results.push(await w.record(touch.clickId, 10_000, { touches: [touch] }));
    expect(results.map((result) => [result.decision.touches[0]?.verdict, ...paid(result)])).toEqual([
      ['last_touch', 1_000],
      ['deal_not_active'],
      ['last_touch', 1_000],
      ['deal_not_active'],
    ]);
    await w.audit();
  });
});

describe('an order that earns nothing says why', () => {
  test('nobody’s: without a click, with an unknown link, with another brand’s link, with a forged click', async () => {
    await using w = await dealWorld(cps(1_500));
    const rival = await castRival(w);
    const at = w.clock.now();
    const refusedClicks = [{ clickId: 'f', reason: 'forged' as const }];
    const results = [
      await w.record('none', 10_000, { touches: [] }),
      await w.record('unknown', 10_000, { touches: [clickOf('u', { linkNo: 999, dealNo: 9 }, at)] }),
      await w.record('theirs', 10_000, { touches: [clickOf('t', rival.numbers, at)] }),
      // The link is right, the deal in the token is not.
      await w.record('mixed', 10_000, {
        touches: [clickOf('m', { ...w, dealNo: rival.numbers.dealNo }, at)],
      }),
      await w.record('forged', 10_000, { touches: [], refusedClicks }),
    ];
    expect(results.map(({ decision }) => [decision.winner, decision.refusedClicks])).toEqual([
      [null, []],
      [null, [{ clickId: 'u', reason: 'unknown_link' }]],
      [null, [{ clickId: 't', reason: 'unknown_link' }]],
      [null, [{ clickId: 'm', reason: 'unknown_link' }]],
      [null, refusedClicks],
    ]);
    expect(results.flatMap(({ commissions }) => commissions)).toEqual([]);
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('below the minimum by one fen: refused; at the minimum: paid', async () => {
    await using w = await dealWorld({ ...cps(1_500), minOrder: 5_000 });
    const below = await w.record('below', 4_999);
    expect(below.commissions).toMatchObject([
      { state: 'refused', refusedFor: 'below_minimum', amount: 0, outlay: 0 },
    ]);
    expect(await stepsOf(w, below)).toContainEqual({ kind: 'minimum', minimum: 5_000, met: false });
    // 15 % of ¥50.00
    expect(paid(await w.record('at', 5_000))).toEqual([750]);
    expect(await money(w)).toEqual(only({ escrow: 999_250, pending: 750 }));
    await w.audit();
  });

  test('a minimum is of the whole order, also for a KOL who shares it', async () => {
    await using w = await dealWorld(
      { ...cps(1_000), minOrder: 5_000 },
      { campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } } },
    );
    const bo = await joinKol(w, 'bo_li');
    const now = w.clock.now();
    const touches = [clickOf('m', w, after(now, -HOUR)), clickOf('b', bo.numbers, now)];
    // ¥50.00 together, ¥25.00 each: 10 % = 2.50
    expect(paid(await w.record('o1', 5_000, { touches }))).toEqual([250, 250]);
    await w.audit();
  });

  test('it rounds to nothing, or no rate of the Terms is for it', async () => {
    await using w = await dealWorld({
      earnings: [{ kind: 'cps', rateBp: 100, only: { categories: ['serum'] } }],
    });
    const line = (category: string, amount: number) => [{ sku: 'S', category, quantity: 1, amount }];
    // 1 % of 49 fen = 0.49; of 50 fen = 0.5 → 1
    const results = [
      await w.record('tiny', 49, { items: line('serum', 49) }),
      await w.record('half', 50, { items: line('serum', 50) }),
      await w.record('cream', 10_000, { items: line('cream', 10_000) }),
      await w.record('unlined', 10_000),
    ];
    expect(results.map(paid)).toEqual([['below_minor_unit'], [1], ['no_rate'], ['no_rate']]);
    expect(await money(w)).toEqual(only({ escrow: 999_999, pending: 1 }));
    await w.audit();
  });

  test('its campaign is closed: refused with that reason, not silently nobody’s', async () => {
    await using w = await dealWorld(cps(1_500));
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    const result = await w.record('o1', 20_000);
    expect(result).toMatchObject({
      decision: { winner: 0 },
      commissions: [{ state: 'refused', refusedFor: 'campaign_not_live', kolId: w.kol.scope.kolId }],
    });
    expect(await money(w)).toEqual(only({ funding: 1_000_000 }));
    await w.audit();
  });
});

describe('the budget', () => {
  test('in one request goes to the orders as they come: the first that no longer fits is refused, a smaller one still fits', async () => {
    await using w = await dealWorld(cps(1_000), { budget: 2_500 });
    const amounts = [10_000, 10_000, 10_000, 5_000, 1_000];
    const results = await recordAll(
      w,
      amounts.map((amount, at) => w.order(`o${at}`, amount)),
    );
    // 10.00 + 10.00 fit; 10.00 > 5.00 does not; 5.00 does; then nothing is left.
    expect(results.map((result) => paid(result as ConversionResult))).toEqual([
      [1_000],
      [1_000],
      ['budget_exhausted'],
      [500],
      ['budget_exhausted'],
    ]);
    expect(await money(w)).toEqual(only({ pending: 2_500 }));
    await w.audit();
  });

  test('of seven orders for twenty that come at once pays seven, never less than nothing', async () => {
    await using w = await dealWorld(cps(1_000), { budget: 7_500 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => recordAll(w, [w.order(`o${at}`, 10_000)])),
    );
    const reasons = answers.flat().flatMap((answer) => paid(answer as ConversionResult));
    expect(reasons.filter((reason) => reason === 1_000)).toHaveLength(7);
    expect(reasons.filter((reason) => reason === 'budget_exhausted')).toHaveLength(13);
    expect(await money(w)).toEqual(only({ escrow: 500, pending: 7_000 }));
    await w.audit();
  });

  test('that is filled up again pays the next order; what was refused stays refused, though it is sent again', async () => {
    await using w = await dealWorld(cps(1_000), { budget: 500 });
    const order = w.order('poor', 10_000);
    expect((await recordAll(w, [order])).map((r) => paid(r as ConversionResult))).toEqual([
      ['budget_exhausted'],
    ]);
    await topUp(w, 5_000);
    const [again] = await unchanged(w, () => recordAll(w, [order]));
    expect(paid(again as ConversionResult)).toEqual(['budget_exhausted']);
    expect(paid(await w.record('next', 10_000))).toEqual([1_000]);
    expect(await money(w)).toEqual(only({ escrow: 4_500, pending: 1_000 }));
    await w.audit();
  });

  test('that is short for one KOL of a shared order refuses that one, and pays the other', async () => {
    await using w = await dealWorld(cps(1_000), {
      budget: 700,
      campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } },
    });
    const bo = await joinKol(w, 'bo_li', { earnings: [{ kind: 'cps', rateBp: 500 }], holdDays: 7 });
    const now = w.clock.now();
    const touches = [clickOf('m', w, after(now, -HOUR)), clickOf('b', bo.numbers, now)];
    // ¥50.00 each: 10 % = 5.00 leaves 2.00; 5 % = 2.50 does not fit.
    expect(
      paid(await w.record('o1', 10_000, { touches }))
        .map(String)
        .sort(),
    ).toEqual(['500', 'budget_exhausted']);
    expect(await money(w)).toEqual(only({ escrow: 200, pending: 500 }));
    await w.audit();
  });
});

describe('caps', () => {
  test('per order, then per day, then in all: each leaves what it has left, and the derivation shows all three', async () => {
    await using w = await dealWorld({
      ...cps(2_000),
      caps: { perOrder: 1_500, perDay: 2_000, total: 2_300 },
    });
    // 20 % of ¥100.00 = 20.00, at most 15.00
    const first = await w.record('o1', 10_000);
    // at most 15.00, of the day 5.00 are left
    const second = await w.record('o2', 10_000);
    w.clock.move(DAY);
    // at most 15.00, a new day, in all 3.00 are left
    const third = await w.record('o3', 10_000);
    const fourth = await w.record('o4', 10_000);
    expect([first, second, third, fourth].map(paid)).toEqual([[1_500], [500], [300], ['cap_reached']]);
    expect((await stepsOf(w, third)).filter((step) => step.kind === 'cap')).toEqual([
      { kind: 'cap', cap: 'per_order', limit: 1_500, used: 0, before: 2_000, after: 1_500 },
      { kind: 'cap', cap: 'per_day', limit: 2_000, used: 0, before: 1_500, after: 1_500 },
      { kind: 'cap', cap: 'total', limit: 2_300, used: 2_000, before: 1_500, after: 300 },
    ]);
    expect(await money(w)).toEqual(only({ escrow: 997_700, pending: 2_300 }));
    await w.audit();
  });

  test('hold within one request as between requests', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { perDay: 1_500 } });
    const batch = ['o1', 'o2', 'o3'].map((id) => w.order(id, 10_000));
    expect((await recordAll(w, batch)).map((answer) => paid(answer as ConversionResult))).toEqual([
      [1_000],
      [500],
      ['cap_reached'],
    ]);
    expect(paid(await w.record('o4', 10_000))).toEqual(['cap_reached']);
    expect(await money(w)).toEqual(only({ escrow: 998_500, pending: 1_500 }));
    await w.audit();
  });

  test('of one KOL are not another’s: a second KOL of the campaign has a cap of their own', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { total: 1_000 } });
    const bo = await joinKol(w, 'bo_li');
    const viaBo = (orderId: string) =>
      w.record(orderId, 10_000, { touches: [clickOf(`c-${orderId}`, bo.numbers, w.clock.now())] });
    const results = [
      await w.record('m1', 10_000),
      await w.record('m2', 10_000),
      await viaBo('b1'),
      await viaBo('b2'),
    ];
    expect(results.map(paid)).toEqual([[1_000], ['cap_reached'], [1_000], ['cap_reached']]);
    await w.audit();
  });

  test('hold for thirty orders at once as for one after the other', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { perDay: 12_000, total: 10_500 } });
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, at) => recordAll(w, [w.order(`o${at}`, 10_000)])),
    );
    const amounts = answers.flat().flatMap((answer) => paid(answer as ConversionResult));
    // Ten of 10.00, one of the 5.00 that are left, nineteen of nothing.
    expect(amounts.filter((amount) => amount === 1_000)).toHaveLength(10);
    expect(amounts.filter((amount) => amount === 500)).toHaveLength(1);
    expect(amounts.filter((amount) => amount === 'cap_reached')).toHaveLength(19);
    expect(await money(w)).toEqual(only({ escrow: 989_500, pending: 10_500 }));
    await w.audit();
  });

  test('a late order counts for the day it was bought on, not for the day it was reported', async () => {
    await using w = await dealWorld({ ...cps(1_000), caps: { perDay: 1_000 } });
    const bought = w.clock.now();
    w.clock.move(2 * DAY);
    expect(paid(await w.record('today', 10_000))).toEqual([1_000]);
    const earlier = { occurredAt: bought, touches: [clickOf('early', w, bought)] };
    expect(paid(await w.record('earlier', 10_000, earlier))).toEqual([1_000]);
    expect(paid(await w.record('earlier-2', 10_000, earlier))).toEqual(['cap_reached']);
    await w.audit();
  });
});

describe('new and returning customers', () => {
  const byCustomer: Rules = {
    earnings: [
      { kind: 'cps', rateBp: 500 },
      { kind: 'cps', rateBp: 2_000, only: { customer: 'new' } },
      { kind: 'cps', rateBp: 1_000, only: { customer: 'returning' } },
    ],
  };

  test('the first order is a new customer’s, the next a returning one’s, one without a customer is neither', async () => {
    await using w = await dealWorld(byCustomer);
    const first = await w.record('o1', 10_000, { customerId: 'li' });
    const second = await w.record('o2', 10_000, { customerId: 'li' });
    const nobody = await w.record('o3', 10_000);
    // 20 %, 10 %, and the general 5 %
    expect([first, second, nobody].map(paid)).toEqual([[2_000], [1_000], [500]]);
    expect([
      (await stepsOf(w, first)).find((step) => step.kind === 'customer'),
      (await stepsOf(w, second)).find((step) => step.kind === 'customer'),
      (await stepsOf(w, nobody)).find((step) => step.kind === 'customer'),
    ]).toEqual([
      { kind: 'customer', is: 'new' },
      { kind: 'customer', is: 'returning' },
      { kind: 'customer', is: 'unknown' },
    ]);
    await w.audit();
  });

  test('the shop’s own word goes before what was seen here', async () => {
    await using w = await dealWorld(byCustomer);
    const known = await w.record('o1', 10_000, { customerId: 'li', customerIsNew: false });
    const fresh = await w.record('o2', 10_000, { customerId: 'li', customerIsNew: true });
    const told = await w.record('o3', 10_000, { customerIsNew: true });
    expect([known, fresh, told].map(paid)).toEqual([[1_000], [2_000], [2_000]]);
    await w.audit();
  });

  test('an order that nobody brought was a first one too', async () => {
    await using w = await dealWorld(byCustomer);
    await w.record('organic', 10_000, { customerId: 'li', touches: [] });
    expect(paid(await w.record('o1', 10_000, { customerId: 'li' }))).toEqual([1_000]);
    await w.audit();
  });

  test('of ten first orders of one customer at once, one is the first; in one request it is the earliest in it', async () => {
    await using w = await dealWorld(byCustomer);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) => recordAll(w, [w.order(`o${at}`, 10_000, { customerId: 'li' })])),
    );
    const amounts = answers.flat().flatMap((answer) => paid(answer as ConversionResult));
    expect(amounts.sort()).toEqual([...Array(9).fill(1_000), 2_000]);
    const batch = ['a', 'b'].map((id) => w.order(id, 10_000, { customerId: 'wang' }));
    expect((await recordAll(w, batch)).map((answer) => paid(answer as ConversionResult))).toEqual([
      [2_000],
      [1_000],
    ]);
    await w.audit();
  });

  test('are known per brand: a customer of the one is new to the other', async () => {
    await using w = await dealWorld(byCustomer);
    const rival = await castRival(w);
    await rival.record('o1', 10_000, { customerId: 'li' });
    expect(paid(await w.record('o1', 10_000, { customerId: 'li' }))).toEqual([2_000]);
    await w.audit();
  });
});

describe('currencies', () => {
  test('a yen has no decimals: US$12.34 at 149.5 is ¥1,845, of which 10 % is ¥185', async () => {
    await using w = await dealWorld(cps(1_000), { campaign: { currency: 'JPY' } });
    const fx = { currency: 'JPY' as const, rate: '149.5', source: 'BOJ 2026-10-01' };
    const result = await w.record('o1', 1_234, { currency: 'USD', fx });
    // 12.34 × 149.5 = 1,844.83 → 1,845; 10 % = 184.5 → 185
    expect(result.commissions).toMatchObject([{ base: 1_845, amount: 185, currency: 'JPY' }]);
    expect(await stepsOf(w, result)).toContainEqual({
      kind: 'fx',
      rate: '149.5',
      source: 'BOJ 2026-10-01',
      amount: 1_845,
      currency: 'JPY',
    });
    // A third of the order in dollars: 185 × 411 ÷ 1,234 = 61.6 → 62
    await w.refund('o1', 411);
    expect(await w.of('pending')).toBe(123);
    await w.audit();
  });

  test('a rate into the order’s own currency is refused; into a third one it does not help', async () => {
    await using w = await dealWorld(cps(1_000));
    const same = { currency: 'USD' as const, rate: '1.0', source: 'none' };
    const [refusal] = await unchanged(w, () =>
      recordAll(w, [w.order('same', 1_000, { currency: 'USD', fx: same })]),
    );
    expect(refusal).toMatchObject({ code: 'commissions/fx_same_currency', facts: { field: 'fx.currency' } });
    const third = { currency: 'EUR' as const, rate: '0.91', source: 'ECB' };
    const result = await w.record('third', 1_000, { currency: 'USD', fx: third });
    expect(result).toMatchObject({ commissions: [], decision: { touches: [{ verdict: 'other_currency' }] } });
    expect(await money(w)).toEqual(only({ escrow: 1_000_000 }));
    await w.audit();
  });

  test('minimum and caps are in the campaign’s currency', async () => {
    await using w = await dealWorld({ ...cps(5_000), minOrder: 5_000, caps: { perOrder: 3_000 } });
    const dollars = (orderId: string, amount: number) =>
      w.record(orderId, amount, {
        currency: 'USD',
        fx: { currency: 'CNY', rate: '7', source: 'house' },
      });
    // US$7.14 × 7 = ¥49.98 is below ¥50.00. US$7.15 × 7 = ¥50.05: half is 25.025 → 25.03. US$10.00: 35.00, at most 30.00.
    expect(paid(await dollars('o1', 714))).toEqual(['below_minimum']);
    expect(paid(await dollars('o2', 715))).toEqual([2_503]);
    expect(paid(await dollars('o3', 1_000))).toEqual([3_000]);
    await w.audit();
  });
});

describe('a mix of rates', () => {
  test('percentage and amount per order together: both are shown, a shared order has its part of each', async () => {
    await using w = await dealWorld(
      {
        earnings: [
          { kind: 'cps', rateBp: 1_000 },
          { kind: 'cpa', amount: 301 },
        ],
      },
      { campaign: { attribution: { model: 'linear', windowDays: 30, codeRule: 'code_wins' } } },
    );
    const whole = await w.record('o1', 10_000);
    // 10.00 + 3.01
    expect(whole.commissions).toMatchObject([{ rule: 'mixed', rateBp: null, base: 10_000, amount: 1_301 }]);
    expect((await stepsOf(w, whole)).filter(({ kind }) => kind === 'rate' || kind === 'per_order')).toEqual([
      { kind: 'rate', rule: 0, rateBp: 1_000, base: 10_000, amount: 1_000 },
      { kind: 'per_order', rule: 1, amount: 301 },
    ]);
    const bo = await joinKol(w, 'bo_li', { earnings: [{ kind: 'cpa', amount: 301 }], holdDays: 7 });
    const now = w.clock.now();
    const touches = [clickOf('m', w, after(now, -HOUR)), clickOf('b', bo.numbers, now)];
    const shared = await w.record('o2', 10_000, { touches });
    // Mei: 10 % of 50.00 and half of 3.01 = 1.505 → 1.51. Bo: half of 3.01.
    expect(Object.fromEntries(shared.commissions.map((c) => [c.kolId, [c.rule, c.amount]]))).toEqual({
      [w.kol.scope.kolId]: ['mixed', 651],
      [bo.scope.kolId]: ['cpa', 151],
    });
    await w.audit();
  });
});

test('what is read back is what was answered', async () => {
  await using w = await dealWorld(cps(1_500));
  const items = [{ sku: 'S1', category: 'serum', quantity: 2, amount: 20_000 }];
  const answered = await w.record('o1', 20_000, { items, customerId: 'li', status: 'placed' });
  expect(await readConversion(w.deps, w.brand.scope, { orderId: 'o1' })).toEqual({
    ...answered,
    replayed: true,
  });
  await w.audit();
});

test('a request of many shops’ threads is answered order by order, in the order asked', async () => {
  await using w = await dealWorld(cps(1_000), { budget: 10_000_000 });
  const ids = Array.from({ length: 40 }, (_, at) => `o${at}`);
  const batches = [ids.slice(0, 30), ids.slice(10, 40).reverse(), ids.toReversed()];
  const answers = await outcomes(
    batches.map((batch) =>
      recordConversions(
        w.deps,
        w.brand.scope,
        batch.map((id) => w.order(id, 10_000, { occurredAt: w.clock.now() })),
      ),
    ),
  );
  for (const [at, batch] of batches.entries())
    expect((answers[at] as ConversionResult[]).map((answer) => answer.orderId)).toEqual(batch);
  const fresh = (answers as ConversionResult[][]).flat().filter((answer) => !answer.replayed);
  expect(fresh.map((answer) => answer.orderId).sort()).toEqual([...ids].sort());
  expect(await money(w)).toEqual(only({ escrow: 9_960_000, pending: 40_000 }));
  await w.audit();
});
