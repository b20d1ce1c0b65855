import { closeCampaign } from '@kolony/campaigns';
import { amendTerms } from '@kolony/deals';
import { systemScope } from '@kolony/identity';
import { DAY, HOUR, present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { accrueClicks, dealsPaidByClick, explainEarning, listEarnings } from '../src/index.ts';
import { castAgency, money, only, outcomes, refused, topUp, unchanged } from './steps.ts';
import { type DealWorld, dealWorld, joinKol, type Rules } from './world.ts';

/** Half a yuan per click. The world begins on 1 October at 08:00 UTC, when the deal is signed; it is 10:00. */
const CPC: Rules = { earnings: [{ kind: 'cpc', amount: 50 }] };

const book = (w: DealWorld, day: string, clicks: number, dealId = w.link.dealId) =>
  accrueClicks(w.deps, systemScope('test'), { dealId, day, clicks });
const earned = async (w: DealWorld) =>
  (await listEarnings(w.deps, w.kol.scope, {})).data
    .toReversed()
    .map((c) => [c.rule, c.refusedFor ?? c.amount, c.state]);
const until = (w: DealWorld, instant: string) =>
  w.clock.move(new Date(instant).getTime() - w.clock.now().getTime());

describe('a day', () => {
  test('is over at midnight UTC, to the millisecond; before that it cannot be booked', async () => {
    await using w = await dealWorld(CPC);
    const open = { code: 'commissions/day_not_closed', facts: { day: '2026-10-01' } };
    await refused(w, () => book(w, '2026-10-01', 10), open);
    until(w, '2026-10-01T23:59:59.999Z');
    await refused(w, () => book(w, '2026-10-01', 10), open);
    w.clock.move(1);
    await book(w, '2026-10-01', 10);
    expect(await money(w)).toEqual(only({ escrow: 999_500, pending: 500 }));
    await refused(w, () => book(w, '2026-10-02', 10), { code: 'commissions/day_not_closed' });
    await w.audit();
  });

  test('that is none, or from before the deal was signed, is refused', async () => {
    await using w = await dealWorld(CPC);
    await refused(w, () => book(w, '2026-13-01', 10), { code: 'commissions/day_not_closed' });
    await refused(w, () => book(w, 'yesterday', 10), { code: 'commissions/day_not_closed' });
    await refused(w, () => book(w, '2026-09-30', 10), { code: 'commissions/no_terms' });
    await w.audit();
  });

  test('is held for seven days after it is over, and then released', async () => {
    await using w = await dealWorld(CPC);
    until(w, '2026-10-03T05:00:00Z');
    await book(w, '2026-10-01', 10);
    const [day] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    expect(day).toMatchObject({ source: 'clicks', holdUntil: new Date('2026-10-09T00:00:00Z') });
    until(w, '2026-10-08T23:59:59.999Z');
    await w.settle(0);
    expect(await earned(w)).toEqual([['cpc', 500, 'pending']]);
    w.clock.move(1);
    await w.settle(0);
    expect(await earned(w)).toEqual([['cpc', 500, 'payable']]);
    expect(await money(w)).toEqual(only({ escrow: 999_500, payable: 500 }));
    await w.audit();
  });

  test('is held for as long as the contract says, if that is longer', async () => {
    await using w = await dealWorld({ ...CPC, holdDays: 20 });
    w.clock.move(2 * DAY);
    await book(w, '2026-10-01', 10);
    expect((await listEarnings(w.deps, w.kol.scope, {})).data).toMatchObject([
      { holdUntil: new Date('2026-10-22T00:00:00Z') },
    ]);
    await w.audit();
  });

  test('is booked once: counted again with another result, the first one stands', async () => {
    await using w = await dealWorld(CPC);
    w.clock.move(2 * DAY);
    await book(w, '2026-10-01', 10);
    await unchanged(w, () => book(w, '2026-10-01', 10));
    await unchanged(w, () => book(w, '2026-10-01', 25));
    expect(await earned(w)).toEqual([['cpc', 500, 'pending']]);
    await w.audit();
  });

  test('booked by ten workers at once is paid once', async () => {
    await using w = await dealWorld(CPC);
    w.clock.move(2 * DAY);
    await outcomes(Array.from({ length: 10 }, () => book(w, '2026-10-01', 10)));
    expect(await money(w)).toEqual(only({ escrow: 999_500, pending: 500 }));
    expect(await w.deps.db.commission.count()).toBe(1);
    await w.audit();
  });

  test('without a click leaves no trace, so that clicks found late can still be booked', async () => {
    await using w = await dealWorld(CPC);
    w.clock.move(2 * DAY);
    await unchanged(w, () => book(w, '2026-10-01', 0));
    await book(w, '2026-10-01', 3);
    expect(await earned(w)).toEqual([['cpc', 150, 'pending']]);
    await w.audit();
  });
});

describe('caps', () => {
  test('of a day hold for its clicks, and what they cost leaves less for its orders', async () => {
    await using w = await dealWorld({
      earnings: [
        { kind: 'cpc', amount: 50 },
        { kind: 'cps', rateBp: 1_000 },
      ],
      caps: { perDay: 320 },
    });
    until(w, '2026-10-02T00:00:01Z');
    await book(w, '2026-10-01', 10);
    // 6 × 0.50 fit into 3.20, a seventh does not.
    expect(await earned(w)).toEqual([['cpc', 300, 'pending']]);
    const [day] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    const why = await explainEarning(w.deps, w.kol.scope, { id: present(day, 'day').id });
    expect(why.derivation.steps).toContainEqual({
      kind: 'clicks',
      day: '2026-10-01',
      clicks: 10,
      paid: 6,
      each: 50,
      amount: 300,
    });
    await w.record('late', 10_000, { occurredAt: new Date('2026-10-01T12:00:00Z') });
    // 10.00 would be due; 0.20 of the day's cap are left.
    expect(await w.of('pending')).toBe(320);
    await w.audit();
  });

  test('in all count clicks and orders together, until nothing is left', async () => {
    await using w = await dealWorld({
      earnings: [
        { kind: 'cpc', amount: 50 },
        { kind: 'cps', rateBp: 1_000 },
      ],
      caps: { total: 1_300 },
    });
    await w.record('first', 10_000);
    until(w, '2026-10-03T00:00:01Z');
    await book(w, '2026-10-01', 10);
    await book(w, '2026-10-02', 10);
    // 10.00 for the order leave 3.00: six clicks, and none of the second day's.
    expect((await earned(w)).slice(1)).toEqual([
      ['cpc', 300, 'pending'],
      ['cpc', 'cap_reached', 'refused'],
    ]);
    expect(await w.of('pending')).toBe(1_300);
    await w.record('second', 10_000);
    expect(await w.of('pending')).toBe(1_300);
    await w.audit();
  });
});

describe('the price of a click', () => {
  test('is that of the Terms in force at the end of its day', async () => {
    await using w = await dealWorld(CPC);
    until(w, '2026-10-02T12:00:00Z');
    await amendTerms(w.deps, w.brand.scope, {
      id: w.link.dealId,
      rules: { earnings: [{ kind: 'cpc', amount: 80 }], holdDays: 7 },
      reason: 'season',
    });
    until(w, '2026-10-04T00:00:00Z');
    for (const day of ['2026-10-01', '2026-10-02', '2026-10-03']) await book(w, day, 10);
    // 10 × 0.50, then 10 × 0.80 for the day of the raise and the next one
    const { data } = await listEarnings(w.deps, w.kol.scope, {});
    expect(data.map((c) => [c.amount, c.termsVersion]).sort()).toEqual([
      [500, 1],
      [800, 2],
      [800, 2],
    ]);
    await w.audit();
  });

  test('that is lowered waits for the rate lock of thirty days', async () => {
    await using w = await dealWorld(CPC);
    until(w, '2026-10-02T12:00:00Z');
    await amendTerms(w.deps, w.brand.scope, {
      id: w.link.dealId,
      rules: { earnings: [{ kind: 'cpc', amount: 20 }], holdDays: 7 },
      reason: 'margins',
    });
    // Locked until 1 November at 12:00.
    until(w, '2026-11-03T00:00:00Z');
    await book(w, '2026-10-31', 10);
    await book(w, '2026-11-01', 10);
    const { data } = await listEarnings(w.deps, w.kol.scope, {});
    expect(data.map((c) => c.amount).sort()).toEqual([200, 500]);
    await w.audit();
  });

  test('is nothing under a deal that does not pay per click: no commission, no count', async () => {
    await using w = await dealWorld({ earnings: [{ kind: 'cps', rateBp: 1_000 }] });
    w.clock.move(2 * DAY);
    await unchanged(w, () => book(w, '2026-10-01', 10));
    await w.audit();
  });

  test('goes beside a percentage of sale: both are earned, each shown by itself', async () => {
    await using w = await dealWorld({
      earnings: [
        { kind: 'cps', rateBp: 1_000 },
        { kind: 'cpc', amount: 50 },
      ],
    });
    await w.record('o1', 10_000);
    w.clock.move(DAY);
    await book(w, '2026-10-01', 4);
    expect(await earned(w)).toEqual([
      ['cps', 1_000, 'pending'],
      ['cpc', 200, 'pending'],
    ]);
    // A refund of the order takes nothing from the clicks.
    await w.refund('o1', 10_000);
    expect(await money(w)).toEqual(only({ escrow: 999_800, pending: 200 }));
    await w.audit();
  });

  test('is shared by all parties, to the fen', async () => {
    await using w = await dealWorld(CPC);
    const mcn = await castAgency(w, 'mcn');
    const kol = await joinKol(w, 'talent', {
      earnings: [{ kind: 'cpc', amount: 50 }],
      partners: [{ agencyId: mcn.id, shareBp: 3_333 }],
      holdDays: 7,
    });
    await book(w, '2026-10-02', 3, kol.dealId);
    // 1.50: 1.00005 and 0.49995
    expect(await w.of('pending', `kol:${kol.scope.kolId}`)).toBe(100);
    expect(await w.of('pending', mcn.party)).toBe(50);
    expect(await w.escrow()).toBe(999_850);
    await w.audit();
  });
});

describe('a budget', () => {
  test('that ends in the middle of a day pays the clicks it can, and keeps the odd fen', async () => {
    await using w = await dealWorld(CPC, { budget: 535 });
    w.clock.move(DAY);
    await book(w, '2026-10-01', 12);
    // 5.35 are ten clicks and 35 fen.
    expect(await money(w)).toEqual(only({ escrow: 35, pending: 500 }));
    const [day] = (await listEarnings(w.deps, w.kol.scope, {})).data;
    const { derivation } = await explainEarning(w.deps, w.kol.scope, { id: present(day, 'day').id });
    expect(derivation.steps.find((step) => step.kind === 'clicks')).toEqual({
      kind: 'clicks',
      day: '2026-10-01',
      clicks: 12,
      paid: 10,
      each: 50,
      amount: 500,
    });
    await w.audit();
  });

  test('that is spent refuses the whole day and says so; money that comes later pays later days', async () => {
    await using w = await dealWorld(CPC, { budget: 49 });
    w.clock.move(DAY);
    await book(w, '2026-10-01', 12);
    expect(await earned(w)).toEqual([['cpc', 'budget_exhausted', 'refused']]);
    await topUp(w, 10_000);
    await unchanged(w, () => book(w, '2026-10-01', 12));
    w.clock.move(DAY);
    await book(w, '2026-10-02', 12);
    expect(await earned(w)).toEqual([
      ['cpc', 'budget_exhausted', 'refused'],
      ['cpc', 600, 'pending'],
    ]);
    expect(await money(w)).toEqual(only({ escrow: 9_449, pending: 600 }));
    await w.settle();
    expect(await money(w)).toEqual(only({ escrow: 9_449, payable: 600 }));
    await w.audit();
  });

  test('of a closed campaign pays nothing more: the day is refused with that reason', async () => {
    await using w = await dealWorld(CPC);
    await closeCampaign(w.deps, w.brand.scope, { id: w.campaignId });
    w.clock.move(DAY);
    await book(w, '2026-10-01', 12);
    expect(await earned(w)).toEqual([['cpc', 'campaign_not_live', 'refused']]);
    expect(await money(w)).toEqual(only({ funding: 1_000_000 }));
    await w.audit();
  });

  test('for two deals of one day that come at once is never spent twice', async () => {
    await using w = await dealWorld(CPC, { budget: 700 });
    const bo = await joinKol(w, 'bo_li');
    await Promise.all([book(w, '2026-10-02', 10), book(w, '2026-10-02', 10, bo.dealId)]);
    // Ten clicks for the one, four for the other.
    const held = [await w.of('pending'), await w.of('pending', `kol:${bo.scope.kolId}`)];
    expect(held.toSorted((a, b) => a - b)).toEqual([200, 500]);
    expect(await w.escrow()).toBe(0);
    await w.audit();
  });
});

test('who is counted: deals that ever paid per click, since when, and until which day it is done', async () => {
  await using w = await dealWorld(CPC);
  const plain = { earnings: [{ kind: 'cps' as const, rateBp: 1_000 }], holdDays: 7 };
  await joinKol(w, 'bo_li', plain);
  const deals = () => dealsPaidByClick(w.deps, systemScope('test'));
  const mine = { dealId: w.link.dealId, brandId: w.brand.scope.brandId };
  const since = new Date('2026-10-01T08:00:00Z');
  expect(await deals()).toEqual([{ ...mine, since, countedUntil: null }]);
  await book(w, '2026-10-01', 5);
  await book(w, '2026-10-02', 5);
  // The day of a deal that was amended to pay otherwise is still counted while the old Terms are in force.
  await amendTerms(w.deps, w.brand.scope, { id: w.link.dealId, rules: plain, reason: 'no clicks any more' });
  w.clock.move(HOUR);
  expect(await deals()).toEqual([{ ...mine, since, countedUntil: '2026-10-02' }]);
});
