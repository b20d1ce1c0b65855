import type { TermsRules } from '@kolony/campaigns/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparison, compareRules } from './compare-rules.ts';

const rules = (more: Partial<TermsRules> = {}): TermsRules => ({
  earnings: [{ kind: 'cps', rateBp: 1_500 }],
  holdDays: 7,
  ...more,
});
const cps = (
  rateBp: number,
  only?: { skus?: string[]; categories?: string[]; customer?: 'new' | 'returning' },
) => (only ? ({ kind: 'cps', rateBp, only } as const) : ({ kind: 'cps', rateBp } as const));
const cpa = (amount: number, customer?: 'new' | 'returning') =>
  customer ? ({ kind: 'cpa', amount, only: { customer } } as const) : ({ kind: 'cpa', amount } as const);
const gmv = (retroactive: boolean, ...steps: [from: number, rateBp: number][]): TermsRules['tiers'] => ({
  by: 'gmv',
  retroactive,
  steps: steps.map(([from, rateBp]) => ({ from, rateBp })),
});
const orders = (retroactive: boolean, ...steps: [from: number, amount: number][]): TermsRules['tiers'] => ({
  by: 'orders',
  retroactive,
  steps: steps.map(([from, amount]) => ({ from, amount })),
});
const half = { key: 'half', title: 'Half', amount: 10_000, due: 'acceptance' as const };
const rest = { key: 'rest', title: 'Rest', amount: 10_000, due: { deliverable: 0 } };

/** before, after, what it is; the other way round a raise is a lowering and equal stays equal. */
type Case = [what: string, before: TermsRules, after: TermsRules, is: Comparison];

const oneWay: Case[] = [
  ['a higher percentage', rules(), rules({ earnings: [cps(1_600)] }), 'raises'],
  [
    'a rate for one product on top',
    rules(),
    rules({ earnings: [cps(1_500), cps(2_000, { skus: ['a'] })] }),
    'raises',
  ],
  [
    'a rate for more products',
    rules({ earnings: [cps(1_500), cps(2_000, { skus: ['a'] })] }),
    rules({ earnings: [cps(1_500), cps(2_000, { skus: ['a', 'b'] })] }),
    'raises',
  ],
  [
    'an amount per order beside the percentage',
    rules(),
    rules({ earnings: [cps(1_500), cpa(500)] }),
    'raises',
  ],
  [
    'a price per click beside it',
    rules(),
    rules({ earnings: [cps(1_500), { kind: 'cpc', amount: 20 }] }),
    'raises',
  ],
  [
    'more for new customers',
    rules({ earnings: [cpa(500)] }),
    rules({ earnings: [cpa(500), cpa(900, 'new')] }),
    'raises',
  ],
  ['tiers', rules(), rules({ tiers: gmv(false, [100_000, 2_000]) }), 'raises'],
  [
    'a step that comes sooner',
    rules({ tiers: gmv(false, [100_000, 2_000]) }),
    rules({ tiers: gmv(false, [50_000, 2_000]) }),
    'raises',
  ],
  [
    'a higher step',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ tiers: gmv(true, [100_000, 2_100]) }),
    'raises',
  ],
  [
    'one more step',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ tiers: gmv(true, [100_000, 2_000], [500_000, 2_500]) }),
    'raises',
  ],
  [
    'steps that are for everything, not for what is above',
    rules({ tiers: gmv(false, [100_000, 2_000]) }),
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    'raises',
  ],
  [
    'a general rate that is at once what the tier gave',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ earnings: [cps(2_000)] }),
    'raises',
  ],
  [
    'steps by orders',
    rules({ earnings: [cpa(500)] }),
    rules({ earnings: [cpa(500)], tiers: orders(false, [10, 700]) }),
    'raises',
  ],
  [
    'steps by orders for everything',
    rules({ earnings: [cpa(500)], tiers: orders(false, [2, 700]) }),
    rules({ earnings: [cpa(500)], tiers: orders(true, [2, 700]) }),
    'raises',
  ],
  [
    'a higher rate before steps for everything that stay',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ earnings: [cps(1_600)], tiers: gmv(true, [100_000, 2_000]) }),
    'raises',
  ],
  [
    'a higher cap per order',
    rules({ caps: { perOrder: 100 } }),
    rules({ caps: { perOrder: 101 } }),
    'raises',
  ],
  [
    'a cap that goes',
    rules({ caps: { perDay: 100, total: 900 } }),
    rules({ caps: { total: 900 } }),
    'raises',
  ],
  ['no minimum any more', rules({ minOrder: 1_000 }), rules(), 'raises'],
  ['a lower minimum', rules({ minOrder: 1_000 }), rules({ minOrder: 999 }), 'raises'],
  ['a bonus', rules(), rules({ bonuses: [{ by: 'gmv', reach: 100_000, amount: 5_000 }] }), 'raises'],
  [
    'a bonus that is nearer',
    rules({ bonuses: [{ by: 'orders', reach: 100, amount: 5_000 }] }),
    rules({ bonuses: [{ by: 'orders', reach: 90, amount: 5_000 }] }),
    'raises',
  ],
  [
    'a bonus split so that half of it is nearer',
    rules({ bonuses: [{ by: 'gmv', reach: 100, amount: 10 }] }),
    rules({
      bonuses: [
        { by: 'gmv', reach: 50, amount: 5 },
        { by: 'gmv', reach: 100, amount: 5 },
      ],
    }),
    'raises',
  ],
  ['a shorter hold', rules({ holdDays: 30 }), rules({ holdDays: 14 }), 'raises'],
  [
    'a larger part of the fee',
    rules({ milestones: [half] }),
    rules({ milestones: [{ ...half, amount: 10_001 }] }),
    'raises',
  ],
  ['one more part of the fee', rules({ milestones: [half] }), rules({ milestones: [half, rest] }), 'raises'],
  [
    'no guarantee any more',
    rules({ milestones: [half], guarantee: { target: 100_000, days: 30 } }),
    rules({ milestones: [half] }),
    'raises',
  ],
  [
    'a lower target',
    rules({ milestones: [half], guarantee: { target: 100_000, days: 30 } }),
    rules({ milestones: [half], guarantee: { target: 90_000, days: 30 } }),
    'raises',
  ],
  [
    'more days to reach it',
    rules({ milestones: [half], guarantee: { target: 100_000, days: 30 } }),
    rules({ milestones: [half], guarantee: { target: 100_000, days: 60 } }),
    'raises',
  ],
  [
    'a smaller part for a partner',
    rules({ partners: [{ agencyId: 'a', shareBp: 2_000 }] }),
    rules({ partners: [{ agencyId: 'a', shareBp: 1_000 }] }),
    'raises',
  ],
];

const bothWays: Case[] = [
  ['the same', rules(), rules(), 'equal'],
  [
    'rates in another order',
    rules({ earnings: [cps(1_500), cpa(5)] }),
    rules({ earnings: [cpa(5), cps(1_500)] }),
    'equal',
  ],
  [
    'a narrow rate that says what the general one says',
    rules(),
    rules({ earnings: [cps(1_500), cps(1_500, { skus: ['a'] })] }),
    'equal',
  ],
  [
    'a narrow rate that an earlier narrow one hides',
    rules({ earnings: [cps(1_500), cps(2_000, { skus: ['a', 'b'] })] }),
    rules({ earnings: [cps(1_500), cps(2_000, { skus: ['a', 'b'] }), cps(300, { skus: ['a'] })] }),
    'equal',
  ],
  [
    'a step that the first order reaches, for everything or for what is above',
    rules({ earnings: [cpa(500)], tiers: orders(false, [1, 700]) }),
    rules({ earnings: [cpa(600)], tiers: orders(true, [1, 700]) }),
    'equal',
  ],
  ['holds below the minimum', rules({ holdDays: 0 }), rules({ holdDays: 7 }), 'equal'],
  ['a minimum of nothing in other words', rules({ caps: {} }), rules(), 'equal'],
  [
    'one bonus in two parts of one reach',
    rules({ bonuses: [{ by: 'gmv', reach: 100, amount: 10 }] }),
    rules({
      bonuses: [
        { by: 'gmv', reach: 100, amount: 4 },
        { by: 'gmv', reach: 100, amount: 6 },
      ],
    }),
    'equal',
  ],
  // Better in one respect is never set off against worse in another.
  [
    'percentage down, amount per order up',
    rules({ earnings: [cps(1_500), cpa(100)] }),
    rules({ earnings: [cps(1_400), cpa(90_000)] }),
    'lowers',
  ],
  ['percentage for an amount per order', rules(), rules({ earnings: [cpa(100_000)] }), 'lowers'],
  [
    'a product up, another down',
    rules({ earnings: [cps(1_500)] }),
    rules({ earnings: [cps(1_500), cps(9_000, { skus: ['a'] }), cps(1_400, { skus: ['b'] })] }),
    'lowers',
  ],
  ['rate up, hold longer', rules(), rules({ earnings: [cps(9_000)], holdDays: 8 }), 'lowers'],
  [
    'rate up, a cap',
    rules(),
    rules({ earnings: [cps(9_000)], caps: { total: 1_000_000_000_000 } }),
    'lowers',
  ],
  ['rate up, a minimum', rules(), rules({ earnings: [cps(9_000)], minOrder: 1 }), 'lowers'],
  [
    'a sooner step that is lower',
    rules({ tiers: gmv(false, [100_000, 2_000]) }),
    rules({ tiers: gmv(false, [50_000, 1_900]) }),
    'lowers',
  ],
  [
    'higher steps that are only for what is above',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ tiers: gmv(false, [100_000, 2_500]) }),
    'lowers',
  ],
  [
    // At the step itself 15 % of 1,000 and 20 % of it were one payment; just above, the split one pays less in all.
    'steps for everything that come later',
    rules({ tiers: gmv(false, [50_000, 2_000]) }),
    rules({ tiers: gmv(true, [60_000, 2_000]) }),
    'lowers',
  ],
  [
    'a special rate below what the tiers would reach',
    rules({ tiers: gmv(true, [100_000, 2_000]) }),
    rules({ earnings: [cps(1_500), cps(1_900, { skus: ['a'] })], tiers: gmv(true, [100_000, 2_000]) }),
    'lowers',
  ],
  [
    'a bonus that is larger and farther',
    rules({ bonuses: [{ by: 'gmv', reach: 100, amount: 10 }] }),
    rules({ bonuses: [{ by: 'gmv', reach: 101, amount: 1_000 }] }),
    'lowers',
  ],
  [
    'a bonus by orders for one by GMV',
    rules({ bonuses: [{ by: 'gmv', reach: 100, amount: 10 }] }),
    rules({ bonuses: [{ by: 'orders', reach: 1, amount: 10 }] }),
    'lowers',
  ],
  [
    'parts of the fee moved',
    rules({ milestones: [half, rest] }),
    rules({
      milestones: [
        { ...half, amount: 15_000 },
        { ...rest, amount: 5_000 },
      ],
    }),
    'lowers',
  ],
  [
    'a part that is due at another time',
    rules({ milestones: [half] }),
    rules({ milestones: [{ ...half, due: { deliverable: 0 } }] }),
    'lowers',
  ],
  [
    'a lower target in fewer days',
    rules({ milestones: [half], guarantee: { target: 100_000, days: 30 } }),
    rules({ milestones: [half], guarantee: { target: 90_000, days: 20 } }),
    'lowers',
  ],
];

describe('for the KOL', () => {
  test.each(oneWay)('%s', (_, before, after, is) => {
    expect(compareRules(before, after)).toBe(is);
    expect(compareRules(after, before)).toBe('lowers');
  });
  test.each(bothWays)('%s', (_, before, after, is) => {
    expect(compareRules(before, after)).toBe(is);
    expect(compareRules(after, before)).toBe(is);
  });

  test('categories and customers are told apart as products are', () => {
    const before = rules({ earnings: [cps(1_000), cps(2_000, { categories: ['serum'], customer: 'new' })] });
    const wider = rules({ earnings: [cps(1_000), cps(2_000, { categories: ['serum'] })] });
    expect(compareRules(before, wider)).toBe('raises');
    // Serums of returning customers gain, lipsticks of new ones lose nothing, serums of new ones lose.
    const moved = rules({
      earnings: [cps(1_000), cps(1_900, { categories: ['serum'] }), cps(2_000, { categories: ['lip'] })],
    });
    expect(compareRules(before, moved)).toBe('lowers');
  });

  test('an order without a customer is neither new nor returning', () => {
    const both = rules({
      earnings: [cps(2_000, { customer: 'new' }), cps(2_000, { customer: 'returning' })],
    });
    expect(compareRules(rules({ earnings: [cps(2_000)] }), both)).toBe('lowers');
    expect(compareRules(both, rules({ earnings: [cps(2_000)] }))).toBe('raises');
  });
});

describe('as a comparison', () => {
  const anyRules = fc
    .record({
      general: fc.integer({ min: 1, max: 5_000 }),
      narrow: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 9_000 }), fc.subarray(['a', 'b', 'c'], { minLength: 1 })),
        { maxLength: 3 },
      ),
      perOrder: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
      cap: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
      steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 900 })), {
        maxLength: 3,
      }),
      retroactive: fc.boolean(),
      holdDays: fc.integer({ min: 0, max: 20 }),
    })
    .map(({ general, narrow, perOrder, cap, steps, retroactive, holdDays }): TermsRules => {
      let [from, rate] = [0, general];
      const rising: [number, number][] = steps.map(([more, higher]) => {
        from += more;
        rate += higher;
        return [from, rate];
      });
      return rules({
        earnings: [
          cps(general),
          ...narrow.map(([bp, skus]) => cps(bp, { skus })),
          ...(perOrder === undefined ? [] : [cpa(perOrder)]),
        ],
        ...(cap === undefined ? {} : { caps: { perOrder: cap } }),
        ...(rising.length === 0 ? {} : { tiers: gmv(retroactive, ...rising) }),
        holdDays,
      });
    });
  const opposite = { raises: 'lowers', equal: 'equal' } as const;

  test('a raise backwards is a lowering; equal backwards is equal; with itself everything is equal', () => {
    fc.assert(
      fc.property(anyRules, anyRules, (a, b) => {
        const forward = compareRules(a, b);
        if (forward !== 'lowers') expect(compareRules(b, a)).toBe(opposite[forward]);
        expect(compareRules(a, a)).toBe('equal');
      }),
      { numRuns: 2_000 },
    );
  });

  test('what is never worse pays never less, order by order, at any figure reached', () => {
    // What a KOL has earned when `sold` of product `sku` is settled: rate by rate as commissions prices it.
    const earned = ({ earnings, tiers }: TermsRules, sku: string, sold: number): number => {
      const narrow = earnings.find((rule) => rule.kind === 'cps' && rule.only?.skus?.includes(sku));
      if (narrow?.kind === 'cps') return sold * narrow.rateBp;
      const general = earnings.find((rule) => rule.kind === 'cps' && !rule.only);
      const base = general?.kind === 'cps' ? general.rateBp : 0;
      if (tiers?.by !== 'gmv') return sold * base;
      if (tiers.retroactive)
        return sold * (tiers.steps.filter(({ from }) => sold >= from).at(-1)?.rateBp ?? base);
      let sum = 0;
      for (let unit = 1; unit <= sold; unit++)
        sum += tiers.steps.filter(({ from }) => unit > from).at(-1)?.rateBp ?? base;
      return sum;
    };
    fc.assert(
      fc.property(anyRules, anyRules, fc.integer({ min: 1, max: 200 }), (a, b, sold) => {
        if (compareRules(a, b) === 'lowers') return;
        for (const sku of ['a', 'b', 'c', 'd'])
          expect(earned(b, sku, sold)).toBeGreaterThanOrEqual(earned(a, sku, sold));
      }),
      { numRuns: 5_000 },
    );
  });

  test('knows 400 products in 40 rates without looking at each pair of them', () => {
    const many = (bp: number) =>
      rules({
        earnings: Array.from({ length: 20 }, (_, i) =>
          cps(bp + i, {
            skus: Array.from({ length: 200 }, (_sku, j) => `sku-${i * 20 + j}`),
            categories: Array.from({ length: 50 }, (_category, j) => `cat-${i * 5 + j}`),
          }),
        ),
      });
    expect(compareRules(many(1_000), many(1_001))).toBe('raises');
    expect(compareRules(many(1_001), many(1_000))).toBe('lowers');
  });
});
