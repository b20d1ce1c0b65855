import { allocate } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { ReportModel } from '../schema.ts';
import { removalEffects } from './credit-by-markov.ts';
import { creditByPlace } from './credit-by-shapley.ts';
import { creditJourneys } from './credit-journeys.ts';
import type { Credits, Journey } from './journey.ts';

const DAY = 86_400_000;

/** `a > b` with the last touch at the order and a day between touches. */
function journey(path: string, counts: Partial<Omit<Journey, 'touches'>> = {}): Journey {
  const channels = path.split(' > ');
  return {
    touches: channels.map((channel, at) => ({ channel, age: (channels.length - 1 - at) * DAY })),
    conversions: 0,
    value: 0,
    nulls: 0,
    ...counts,
  };
}

const conversionsOf = (credits: Credits) =>
  Object.fromEntries([...credits].map(([channel, { conversions }]) => [channel, conversions]));
const valuesOf = (credits: Credits) =>
  Object.fromEntries([...credits].map(([channel, { value }]) => [channel, value]));
const near = (numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, expect.closeTo(value, 9)]));

describe('one journey at a time', () => {
  const journeys = [journey('a > b > a > c', { conversions: 1, value: 10_001 })];

  test.each([
    ['last_click', { a: 0, b: 0, c: 10_001 }],
    ['first_click', { a: 10_001, b: 0, c: 0 }],
    // 10,001 ÷ 4 = 2,500.25: the odd fen goes to the first.
    ['linear', { a: 5_001, b: 2_500, c: 2_500 }],
    // 40 % + 10 % for a, 10 % for b, 40 % for c: 5,000.5, 1,000.1, 4,000.4 by place 4,000.4 1,000.1 1,000.1 4,000.4.
    ['position', { a: 5_001, b: 1_000, c: 4_000 }],
  ] as const)('%s', (model, expected) => {
    expect(valuesOf(creditJourneys(model, journeys))).toEqual(expected);
  });

  test('time decay: half of the weight is gone after seven days, by exact time', () => {
    const credits = creditJourneys('time_decay', [
      {
        touches: [
          { channel: 'old', age: 14 * DAY },
          { channel: 'week', age: 7 * DAY },
          { channel: 'now', age: 0 },
        ],
        conversions: 1,
        value: 7_000,
        nulls: 0,
      },
    ]);
    // Weights 1/4 : 1/2 : 1 = 1 : 2 : 4 of 7.
    expect(conversionsOf(credits)).toEqual(near({ old: 1 / 7, week: 2 / 7, now: 4 / 7 }));
    expect(valuesOf(credits)).toEqual({ old: 1_000, week: 2_000, now: 4_000 });
  });

  test('time decay counts seconds: an hour’s difference is 2^(−1/168)', () => {
    const half = 2 ** (-1 / 168);
    const credits = creditJourneys('time_decay', [
      {
        touches: [
          { channel: 'a', age: 3_600_000 },
          { channel: 'b', age: 0 },
        ],
        conversions: 1,
        value: 0,
        nulls: 0,
      },
    ]);
    expect(conversionsOf(credits)).toEqual(near({ a: half / (1 + half), b: 1 / (1 + half) }));
  });
});

describe('Markov', () => {
  /**
   * The three paths by which Anderl et al.'s model is usually introduced: C1 → C2 → C3 → conversion, C1 → null,
   * C2 → C3 → null. P(conversion) = 1/3. Without C1 only C2 → C3 is left: 1/3 × 1 × 1/2 = 1/6, effect 1/2. Without C2 or
   * C3 nobody converts: effect 1. So 0.2, 0.4 and 0.4 of the one order.
   */
  test('three paths', () => {
    const journeys = [
      journey('C1 > C2 > C3', { conversions: 1, value: 10_000 }),
      journey('C1', { nulls: 1 }),
      journey('C2 > C3', { nulls: 1 }),
    ];
    expect(removalEffects(['C1', 'C2', 'C3'], journeys)).toEqual(
      [0.5, 1, 1].map((n) => expect.closeTo(n, 12)),
    );
    const credits = creditJourneys('markov', journeys);
    expect(conversionsOf(credits)).toEqual(near({ C1: 0.2, C2: 0.4, C3: 0.4 }));
    expect(valuesOf(credits)).toEqual({ C1: 2_000, C2: 4_000, C3: 4_000 });
  });

  /**
   * A published worked example (serhiipuzyrov.com, 2019): google ×2 converts, mailing converts, google → mailing converts,
   * google does not. P = 4/5 × (1/2 + 1/4) + 1/5 = 0.8. Without google 1/5 is left, effect 0.75; without mailing 4/5 × 1/2
   * = 0.4, effect 0.5. Of four orders: 4 × 0.75 ÷ 1.25 = 2.4 and 1.6.
   */
  test('two channels that also convert alone', () => {
    const credits = creditJourneys('markov', [
      journey('google', { conversions: 2, nulls: 1 }),
      journey('mailing', { conversions: 1 }),
      journey('google > mailing', { conversions: 1 }),
    ]);
    expect(conversionsOf(credits)).toEqual(near({ google: 2.4, mailing: 1.6 }));
  });

  test('a channel that follows itself changes nothing', () => {
    const once = [
      journey('a > b', { conversions: 2, nulls: 3 }),
      journey('b > a', { conversions: 1, nulls: 1 }),
    ];
    const often = [
      journey('a > a > a > b > b', { conversions: 2, nulls: 3 }),
      journey('b > a', { conversions: 1, nulls: 1 }),
    ];
    expect(conversionsOf(creditJourneys('markov', often))).toEqual(
      near(conversionsOf(creditJourneys('markov', once))),
    );
  });

  test('a channel nobody converted after has nothing; journeys without an order count', () => {
    const journeys = [journey('a', { conversions: 5, value: 500, nulls: 5 }), journey('b', { nulls: 10 })];
    expect(valuesOf(creditJourneys('markov', journeys))).toEqual({ a: 500, b: 0 });
    const [, b] = removalEffects(['a', 'b'], journeys);
    expect(b).toBe(0);
  });
});

describe('Shapley', () => {
  /**
   * v({a}) = 1, v({b}) = 0, v({a,b}) = 1 + 0 + 2 = 3 (two orders came by both). Marginals of a: first 1, last 3 − 0 = 3,
   * mean 2; of b: first 0, last 3 − 1 = 2, mean 1.
   */
  test('two channels by hand', () => {
    const credits = creditJourneys('shapley', [
      journey('a', { conversions: 1, value: 100 }),
      journey('b > a', { conversions: 2, value: 200 }),
      journey('b', { nulls: 7 }),
    ]);
    expect(conversionsOf(credits)).toEqual({ a: 2, b: 1 });
    expect(valuesOf(credits)).toEqual({ a: 200, b: 100 });
  });

  test('by place: a channel that was touched twice has half at each; places sum to the whole', () => {
    const journeys = [journey('a > b > a', { conversions: 1 }), journey('b', { conversions: 3 })];
    expect(Object.fromEntries(creditByPlace(journeys))).toEqual({ a: [0.25, 0, 0.25], b: [3, 0.5] });
    expect(conversionsOf(creditJourneys('shapley', journeys))).toEqual({ a: 0.5, b: 3.5 });
  });
});

/** mulberry32. */
function chance(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function randomJourneys(seed: number): Journey[] {
  const random = chance(seed);
  const int = (below: number) => Math.floor(random() * below);
  const channels = 1 + int(6);
  return Array.from({ length: 1 + int(12) }, () => {
    const conversions = int(4);
    return {
      touches: Array.from({ length: 1 + int(5) }, () => ({
        channel: `c${int(channels)}`,
        age: int(90 * DAY),
      })).sort((a, b) => b.age - a.age),
      conversions,
      value: conversions * int(100_000),
      nulls: int(5),
    };
  });
}

/** Walks the chain step by step until next to nobody is still under way, for each removal anew: slow, and otherwise made. */
function walkedEffects(channels: readonly string[], journeys: readonly Journey[]): number[] {
  const seen = new Map<string, Map<string, number>>();
  const note = (from: string, to: string, times: number) => {
    const row = seen.get(from) ?? new Map<string, number>();
    row.set(to, (row.get(to) ?? 0) + times);
    seen.set(from, row);
  };
  for (const { touches, conversions, nulls } of journeys) {
    const path = ['(start)', ...touches.map(({ channel }) => channel)];
    for (const [at, to] of path.slice(1).entries()) note(path[at] ?? '', to, conversions + nulls);
    note(path.at(-1) ?? '', '(conversion)', conversions);
    note(path.at(-1) ?? '', '(null)', nulls);
  }
  const converts = (without: string | null) => {
    let under = new Map([['(start)', 1]]);
    let converted = 0;
    while ([...under.values()].reduce((sum, n) => sum + n, 0) > 1e-14) {
      const next = new Map<string, number>();
      for (const [state, share] of under) {
        const row = seen.get(state) ?? new Map<string, number>();
        const all = [...row.values()].reduce((sum, n) => sum + n, 0);
        for (const [to, times] of row) {
          const moved = all === 0 ? 0 : (share * times) / all;
          if (to === '(conversion)') converted += moved;
          else if (to !== '(null)' && to !== without) next.set(to, (next.get(to) ?? 0) + moved);
        }
      }
      under = next;
    }
    return converted;
  };
  const whole = converts(null);
  return channels.map((channel) => 1 - converts(channel) / whole);
}

/** The definition: mean marginal contribution over all orders in which channels could come. */
function permutedShapley(channels: readonly string[], journeys: readonly Journey[]): number[] {
  const worth = (coalition: ReadonlySet<string>) =>
    journeys
      .filter(({ touches }) => touches.every(({ channel }) => coalition.has(channel)))
      .reduce((sum, { conversions }) => sum + conversions, 0);
  const orders = permutations(channels);
  return channels.map((channel) => {
    const sum = orders.reduce((all, order) => {
      const before = new Set(order.slice(0, order.indexOf(channel)));
      return all + worth(new Set([...before, channel])) - worth(before);
    }, 0);
    return sum / orders.length;
  });
}

function permutations(items: readonly string[]): string[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

describe('a thousand random sets of journeys', () => {
  const sets = Array.from({ length: 1_000 }, (_, seed) => randomJourneys(seed + 1));

  test('Markov agrees with walking the chain, within 1e-9', () => {
    for (const journeys of sets) {
      if (journeys.every(({ conversions }) => conversions === 0)) continue;
      const channels = [...new Set(journeys.flatMap(({ touches }) => touches.map(({ channel }) => channel)))];
      const effects = removalEffects(channels, journeys);
      for (const [at, walked] of walkedEffects(channels, journeys).entries())
        expect(Math.abs((effects[at] ?? Number.NaN) - walked)).toBeLessThan(1e-9);
    }
  });

  test('Shapley agrees with the definition, within 1e-9', () => {
    for (const journeys of sets) {
      const credits = creditJourneys('shapley', journeys);
      const channels = [...credits.keys()];
      for (const [at, expected] of permutedShapley(channels, journeys).entries())
        expect(
          Math.abs((credits.get(channels[at] ?? '')?.conversions ?? Number.NaN) - expected),
        ).toBeLessThan(1e-9);
    }
  });

  test.each(ReportModel.options)('%s: credit sums to the orders, and to their worth to the cent', (model) => {
    for (const journeys of sets) {
      const credits = [...creditJourneys(model, journeys).values()];
      const orders = journeys.reduce((sum, { conversions }) => sum + conversions, 0);
      const worth = journeys.reduce((sum, { value }) => sum + value, 0);
      expect(credits.reduce((sum, { value }) => sum + value, 0)).toBe(worth);
      expect(Math.abs(credits.reduce((sum, { conversions }) => sum + conversions, 0) - orders)).toBeLessThan(
        1e-9,
      );
      expect(credits.every(({ conversions, value }) => conversions >= 0 && value >= 0)).toBe(true);
    }
  });

  test('linear of single touches, Shapley and Markov of single channels are the same', () => {
    const journeys = [journey('a', { conversions: 3, value: 300, nulls: 9 })];
    for (const model of ReportModel.options)
      expect(conversionsOf(creditJourneys(model, journeys))).toEqual({ a: 3 });
  });
});

test('values of shares that do not divide: 100 by three equal channels is 34, 33, 33', () => {
  expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(valuesOf(creditJourneys('shapley', [journey('a > b > c', { conversions: 1, value: 100 })]))).toEqual(
    {
      a: 34,
      b: 33,
      c: 33,
    },
  );
});
