import { expect, test } from 'vitest';
import { type CampaignDay, findUnusual } from './find-unusual.ts';

type Counts = [clicks: number, orders: number, refunds?: number];

/** Days in October, each with what Mei brought, and Lu. */
function daysOf(...days: Record<string, Counts>[]): CampaignDay[] {
  return days.map((kols, at) => ({
    day: `2026-10-${String(at + 1).padStart(2, '0')}`,
    kols: new Map(
      Object.entries(kols).map(([kolId, [clicks, orders, refunds = 0]]) => [
        kolId,
        { clicks, orders, refunds },
      ]),
    ),
  }));
}

/** Fourteen days of 380 and 420 clicks by turns, a twentieth of which order: median 400, MAD 20. */
const STEADY = Array.from({ length: 14 }, (_, at) => ({
  mei: [at % 2 ? 280 : 320, at % 2 ? 14 : 16] as Counts,
  lu: [100, 5] as Counts,
}));

test('days like those before are not unusual, up to three and a half times their spread', () => {
  // MAD 20: 1.4826 × 20 = 29.65, × 3.5 = 103.8. Orders 21 or 19, median 20, spread √20 = 4.47, × 3.5 = 15.7.
  expect(findUnusual(daysOf(...STEADY, { mei: [403, 20], lu: [100, 5] }))).toEqual([]);
  const [found, ...others] = findUnusual(daysOf(...STEADY, { mei: [404, 20], lu: [100, 5] }));
  expect(others).toEqual([]);
  expect(found).toEqual({
    metric: 'clicks',
    facts: {
      value: 504,
      usual: 400,
      spread: 30,
      days: 14,
      cause: null,
      kol: { kolId: 'mei', value: 404, usual: 300 },
    },
  });
});

test('orders fall because the clicks fall, or because what is clicked no longer orders', () => {
  const causeOf = (last: { mei: Counts; lu: Counts }) =>
    findUnusual(daysOf(...STEADY, last)).find(({ metric }) => metric === 'orders')?.facts;
  // 2 of 40 clicks, the usual twentieth: the clicks.
  expect(causeOf({ mei: [20, 1], lu: [20, 1] })).toMatchObject({ value: 2, usual: 20, cause: 'clicks' });
  // None of 400: what became of them. Mei's 15 of the 20 that are missing.
  expect(causeOf({ mei: [300, 0], lu: [100, 0] })).toEqual({
    value: 0,
    usual: 20,
    spread: 4,
    days: 14,
    cause: 'conversion',
    kol: { kolId: 'mei', value: 0, usual: 15 },
  });
});

test('a KOL is named who made half of it, and nobody when many did', () => {
  const many = Array.from({ length: 14 }, () => ({
    a: [40, 0] as Counts,
    b: [40, 0] as Counts,
    c: [40, 0] as Counts,
  }));
  const kols = (last: Record<string, Counts>) => findUnusual(daysOf(...many, last))[0]?.facts.kol;
  expect(kols({ a: [100, 0], b: [100, 0], c: [100, 0] })).toBeNull();
  expect(kols({ a: [220, 0], b: [100, 0], c: [100, 0] })).toEqual({ kolId: 'a', value: 220, usual: 40 });
});

test('nothing is said with less than two weeks behind it, nor of differences nobody would act on', () => {
  expect(findUnusual(daysOf(...STEADY.slice(0, 13), { mei: [4_000, 200] }))).toEqual([]);
  expect(findUnusual(daysOf({}, {}, ...STEADY.slice(0, 13), { mei: [4_000, 200] }))).toEqual([]);
  // Forty clicks are eight times √25, and still only forty.
  const few = Array.from({ length: 14 }, () => ({ mei: [5, 0] as Counts }));
  expect(findUnusual(daysOf(...few, { mei: [45, 0] }))).toEqual([]);
  expect(findUnusual(daysOf(...few, { mei: [55, 0] }))).toHaveLength(1);
  expect(findUnusual([])).toEqual([]);
});

test('one wild day among those before hides nothing', () => {
  const wild = [...STEADY.slice(0, 13), { mei: [90_000, 0] as Counts }];
  expect(findUnusual(daysOf(...wild, { mei: [800, 20], lu: [100, 5] }))[0]).toMatchObject({
    metric: 'clicks',
    // Six of 380, seven of 420 and the wild one.
    facts: { value: 900, usual: 420 },
  });
});

test('refunds are counted on the day they come', () => {
  const returned = findUnusual(daysOf(...STEADY, { mei: [300, 15, 9], lu: [100, 5] }));
  expect(returned).toEqual([
    {
      metric: 'refunds',
      facts: {
        value: 9,
        usual: 0,
        spread: 1,
        days: 14,
        cause: null,
        kol: { kolId: 'mei', value: 9, usual: 0 },
      },
    },
  ]);
});
