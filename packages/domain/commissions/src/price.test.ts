import { attributeOrder, type Candidate } from '@kolony/attribution';
import type { JudgedTouch } from '@kolony/attribution/schema';
import { TermsRules } from '@kolony/campaigns/schema';
import type { Leg, Terms } from '@kolony/deals/schema';
import { after, DAY, present } from '@kolony/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdOf } from './hold.ts';
import { netBase, netLegs, netOutlay } from './net.ts';
import { convert, linesOf } from './order-lines.ts';
import { type History, type PricedOrder, price, termsAt } from './price.ts';

const noon = new Date('2026-11-01T12:00:00.000Z');
const touch = (at: Date, more: Partial<JudgedTouch> = {}): JudgedTouch => ({
  kind: 'click',
  clickId: 'click',
  linkId: 'link',
  dealId: 'deal',
  kolId: 'kol',
  campaignId: 'campaign',
  at,
  shareBp: 10_000,
  verdict: 'last_touch',
  windowEndsAt: after(at, 30 * DAY),
  ...more,
});
const alone: Leg[] = [{ party: 'kol:kol', kind: 'kol', name: 'Mei', shareBp: 10_000 }];
type Rules = Partial<TermsRules>;
const terms = (rules: Rules, more: Partial<Terms> = {}): Terms => ({
  dealId: 'deal',
  version: 1,
  effectiveFrom: noon,
  acceptedAt: noon,
  reason: '',
  legs: alone,
  rules: TermsRules.parse({ earnings: [], holdDays: 7, ...rules }),
  ...more,
});
const cps = (rateBp: number): Rules => ({ earnings: [{ kind: 'cps', rateBp }] });
const order = (amount: number, more: Partial<PricedOrder> = {}): PricedOrder => ({
  orderId: 'o1',
  amount,
  currency: 'CNY',
  items: [],
  customer: 'unknown',
  occurredAt: after(noon, DAY),
  completedAt: null,
  ...more,
});
const NOTHING: History = { orders: 0, gmv: 0, day: 0, total: 0 };
const priceOne = (of: PricedOrder, versions: Terms[], history: Partial<History> = {}) =>
  present(
    price(of, [touch(noon)], {
      termsOf: () => versions,
      historyOf: () => ({ ...NOTHING, ...history }),
    })[0],
    'priced',
  );
const outlayOf = (of: PricedOrder, rules: Rules, history?: Partial<History>) =>
  priceOne(of, [terms(rules)], history).outlay;

describe('percentage of sale (CPS)', () => {
  test.each([
    // ¥200.00 × 15 % = ¥30.00 (product.md, JD's after-sales)
    [20_000, 1_500, 3_000],
    // ¥0.33 × 15 % = 4.95 分 → 5 分
    [33, 1_500, 5],
    // ¥0.50 × 1 % = 0.5 分 → 1 分: half away from zero
    [50, 100, 1],
    // ¥123,456,789.01 × 33.33 % = 4,114,814,777.7033 分 → …778
    [12_345_678_901, 3_333, 4_114_814_778],
  ])('%i × %i bp = %i', (amount, rateBp, expected) => {
    expect(outlayOf(order(amount), cps(rateBp))).toBe(expected);
  });

  test('¥0.03 × 15 % = 0.45 分: nothing, and it is said why', () => {
    expect(priceOne(order(3), [terms(cps(1_500))])).toMatchObject({
      outlay: 0,
      refusedFor: 'below_minor_unit',
    });
  });

  test('¥1,000 (JPY has no minor unit) × 15 % = ¥150; KD 1.005 (three decimals) × 15 % = 150.75 → 151 fils', () => {
    expect(outlayOf(order(1_000, { currency: 'JPY' }), cps(1_500))).toBe(150);
    expect(outlayOf(order(1_005, { currency: 'KWD' }), cps(1_500))).toBe(151);
  });
});

describe('per order (CPA) and mixes', () => {
  test('¥12.00 per order, whatever it was worth', () => {
    expect(outlayOf(order(99), { earnings: [{ kind: 'cpa', amount: 1_200 }] })).toBe(1_200);
  });

  test('10 % + ¥5.00 per order on ¥200.00: 20.00 + 5.00 = ¥25.00', () => {
    const priced = priceOne(order(20_000), [
      terms({
        earnings: [
          { kind: 'cps', rateBp: 1_000 },
          { kind: 'cpa', amount: 500 },
        ],
      }),
    ]);
    expect(priced).toMatchObject({ outlay: 2_500, rule: 'mixed', rateBp: null });
    expect(
      priced.derivation.steps.filter((step) => step.kind === 'rate' || step.kind === 'per_order'),
    ).toEqual([
      { kind: 'rate', rule: 0, rateBp: 1_000, base: 20_000, amount: 2_000 },
      { kind: 'per_order', rule: 1, amount: 500 },
    ]);
  });

  test('a fixed fee alone: the order earns nothing, and it is said why', () => {
    const fee = {
      milestones: [{ key: 'slot', title: 'Slot', amount: 2_000_000, due: 'acceptance' as const }],
    };
    expect(priceOne(order(20_000), [terms(fee)])).toMatchObject({ outlay: 0, refusedFor: 'no_rate' });
  });
});

describe('per product, category and customer', () => {
  const rules: Rules = {
    earnings: [
      { kind: 'cps', rateBp: 1_000 },
      { kind: 'cps', rateBp: 2_000, only: { categories: ['serum'] } },
      { kind: 'cps', rateBp: 500, only: { skus: ['GIFT'] } },
    ],
  };
  const items = [
    { sku: 'S1', category: 'serum', quantity: 1, amount: 10_000 },
    { sku: 'C1', category: 'cream', quantity: 2, amount: 6_000 },
    { sku: 'GIFT', quantity: 1, amount: 4_000 },
  ];

  test('the narrower rate of a line goes before the general one: 20 % of 100 + 10 % of 60 + 5 % of 40 = ¥28.00', () => {
    const priced = priceOne(order(20_000, { items }), [terms(rules)]);
    // serum 10,000 × 20 % = 2,000 · cream 6,000 × 10 % = 600 · gift 4,000 × 5 % = 200
    expect(priced.outlay).toBe(2_800);
    expect(priced.derivation.lines).toEqual([2_000, 600, 200]);
  });

  test('a discount on the whole order is carried by the lines in proportion: ¥200 of lines paid with ¥150', () => {
    // 15,000 × 10/20, 6/20, 4/20 = 7,500 · 4,500 · 3,000: × 20 %, 10 %, 5 % = 1,500 + 450 + 150
    expect(outlayOf(order(15_000, { items }), rules)).toBe(2_100);
  });

  test('new 20 %, returning 5 %, unknown the general 10 %', () => {
    const byCustomer: Rules = {
      earnings: [
        { kind: 'cps', rateBp: 2_000, only: { customer: 'new' } },
        { kind: 'cps', rateBp: 500, only: { customer: 'returning' } },
        { kind: 'cps', rateBp: 1_000 },
      ],
    };
    expect(outlayOf(order(10_000, { customer: 'new' }), byCustomer)).toBe(2_000);
    expect(outlayOf(order(10_000, { customer: 'returning' }), byCustomer)).toBe(500);
    expect(outlayOf(order(10_000), byCustomer)).toBe(1_000);
  });
});

describe('minimum order and caps', () => {
  test('an order below the minimum of ¥99.00 earns nothing, one at it earns', () => {
    const rules = { ...cps(1_000), minOrder: 9_900 };
    expect(priceOne(order(9_899), [terms(rules)])).toMatchObject({ outlay: 0, refusedFor: 'below_minimum' });
    expect(outlayOf(order(9_900), rules)).toBe(990);
  });

  test('per order: 10 % of ¥500.00 is ¥50.00, capped at ¥30.00', () => {
    expect(outlayOf(order(50_000), { ...cps(1_000), caps: { perOrder: 3_000 } })).toBe(3_000);
  });

  test('per day ¥100.00: after ¥95.00 a ¥10.00 commission is ¥5.00, after ¥100.00 nothing', () => {
    const rules = { ...cps(1_000), caps: { perDay: 10_000 } };
    expect(outlayOf(order(10_000), rules, { day: 9_500, total: 9_500 })).toBe(500);
    expect(priceOne(order(10_000), [terms(rules)], { day: 10_000, total: 10_000 })).toMatchObject({
      outlay: 0,
      refusedFor: 'cap_reached',
    });
  });

  test('in all ¥1,000.00: what was paid before on any day counts', () => {
    const rules = { ...cps(1_000), caps: { total: 100_000 } };
    expect(outlayOf(order(10_000), rules, { total: 99_400 })).toBe(600);
  });
});

describe('the waterfall', () => {
  /** WeChat's chain, the KOL first: talent 2, agency 4, sub-agency 2, promoter agency 1, promoter 1 of ¥10. */
  const five: Leg[] = [
    { party: 'kol:kol', kind: 'kol', name: 'Talent', shareBp: 2_000 },
    { party: 'agency:a', kind: 'mcn', name: 'Agency', shareBp: 4_000 },
    { party: 'agency:b', kind: 'sub_agency', name: 'Sub-agency', shareBp: 2_000 },
    { party: 'agency:c', kind: 'promoter', name: 'Promoters', shareBp: 1_000 },
    { party: 'agency:d', kind: 'promoter', name: 'Promoter', shareBp: 1_000 },
  ];
  const shares = five.map((leg) => leg.shareBp);

  test('¥10.00 among five parties: 4/2/2/1/1', () => {
    const priced = priceOne(order(10_000), [terms(cps(1_000), { legs: five })]);
    expect(priced.outlay).toBe(1_000);
    expect(priced.legs.map(({ leg, amount }) => [leg.name, amount])).toEqual([
      ['Talent', 200],
      ['Agency', 400],
      ['Sub-agency', 200],
      ['Promoters', 100],
      ['Promoter', 100],
    ]);
  });

  test('a 30 % refund takes ¥3.00 in the same proportion: 2.80/1.40/1.40/0.70/0.70 are left of 4/2/2/1/1', () => {
    // refunded 3,000 of 10,000: 1,000 × 0.3 = 300 back, 700 left: 20/40/20/10/10 % of it.
    const left = netOutlay(1_000, [1_000], [{ amount: 10_000, refunded: 3_000 }]);
    expect(left).toBe(700);
    expect(netLegs(left, shares)).toEqual([140, 280, 140, 70, 70]);
  });

  test('¥0.07 among three thirds: largest remainder gives 3/2/2, and every refund of it sums', () => {
    expect(netLegs(7, [3_334, 3_333, 3_333])).toEqual([3, 2, 2]);
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 5 }),
        (outlay, weights) => {
          expect(netLegs(outlay, weights).reduce((sum, part) => sum + part, 0)).toBe(outlay);
        },
      ),
    );
  });
});

describe('refunds by line', () => {
  test('¥30.00 on ¥200.00: ¥60.00 refunded leaves ¥21.00, all refunded leaves nothing (product.md)', () => {
    expect(netOutlay(3_000, [3_000], [{ amount: 20_000, refunded: 6_000 }])).toBe(2_100);
    expect(netOutlay(3_000, [3_000], [{ amount: 20_000, refunded: 20_000 }])).toBe(0);
  });

  test('lines weigh what they earned: the serum (20 %) back costs ¥20.00, the cream (10 %) ¥6.00', () => {
    const contributed = [2_000, 600, 200];
    const lines = [10_000, 6_000, 4_000].map((amount) => ({ amount, refunded: 0 }));
    const without = (at: number) =>
      netOutlay(
        2_800,
        contributed,
        lines.map((line, i) => (i === at ? { ...line, refunded: line.amount } : line)),
      );
    expect(without(0)).toBe(800);
    expect(without(1)).toBe(2_200);
  });

  test('a capped commission scales: ¥30.00 of ¥50.00 paid, half refunded leaves ¥15.00', () => {
    expect(netOutlay(3_000, [5_000], [{ amount: 50_000, refunded: 25_000 }])).toBe(1_500);
  });

  test('pieces telescope: ¥3.33 in three refunds is 1.11 + 1.11 + 1.11', () => {
    const left = [333, 666, 1_000].map((refunded) => netOutlay(333, [333], [{ amount: 1_000, refunded }]));
    expect(left).toEqual([222, 111, 0]);
  });

  test('any refunds, in any order: never below zero, never above what was, nothing left at the end', () => {
    const line = fc.record({ amount: fc.integer({ min: 1, max: 1_000_000 }), contributed: fc.nat(400_000) });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
        (given, parts) => {
          const contributed = given.map((l) => l.contributed);
          const outlay = contributed.reduce((sum, n) => sum + n, 0);
          const some = given.map((l, i) => ({
            amount: l.amount,
            refunded: Math.floor(l.amount * (parts[i] ?? 0)),
          }));
          const left = netOutlay(outlay, contributed, some);
          expect(left).toBeGreaterThanOrEqual(0);
          expect(left).toBeLessThanOrEqual(outlay);
          expect(
            netOutlay(
              outlay,
              contributed,
              some.map((l) => ({ ...l, refunded: l.amount })),
            ),
          ).toBe(0);
        },
      ),
    );
  });

  test('GMV is net in the same way', () => {
    expect(netBase(20_000, { amount: 20_000, refunded: 6_000 })).toBe(14_000);
  });
});

describe('the version in force', () => {
  const versions = [
    terms(cps(1_500)),
    terms(cps(1_200), { version: 2, effectiveFrom: after(noon, 2 * DAY) }),
  ];

  test('an order is priced by the version at its touch, not at the order', () => {
    const later = order(20_000, { occurredAt: after(noon, 5 * DAY) });
    expect(priceOne(later, versions)).toMatchObject({ outlay: 3_000, terms: { version: 1 } });
    const [newer] = price(later, [touch(after(noon, 3 * DAY))], {
      termsOf: () => versions,
      historyOf: () => NOTHING,
    });
    expect(newer).toMatchObject({ outlay: 2_400, terms: { version: 2 } });
  });

  test('a raise that was agreed after a waiting cut goes before it', () => {
    const waiting = [...versions, terms(cps(1_800), { version: 3, effectiveFrom: after(noon, DAY) })];
    expect(termsAt(waiting, after(noon, 3 * DAY)).version).toBe(3);
    expect(() => termsAt(versions, after(noon, -1))).toThrow('commissions/no_terms');
  });
});

describe('several KOLs on one order', () => {
  test('linear, two KOLs at 10 % and 20 %: each half of every line, their bases sum to the order', () => {
    const rule = { model: 'linear', windowDays: 30, codeRule: 'code_wins' } as const;
    const candidate = (id: string, days: number): Candidate => ({
      kind: 'click',
      clickId: id,
      linkId: `l-${id}`,
      dealId: id,
      kolId: id,
      campaignId: 'campaign',
      at: after(noon, days * DAY),
      currency: 'CNY',
      rule,
      dealActive: true,
    });
    const of = order(10_001, { occurredAt: after(noon, 5 * DAY) });
    const { touches } = attributeOrder(
      { at: of.occurredAt, currency: 'CNY' },
      [candidate('a', 1), candidate('b', 2)],
      [],
    );
    const priced = price(of, touches, {
      termsOf: (dealId) => [terms(cps(dealId === 'a' ? 1_000 : 2_000), { dealId })],
      historyOf: () => NOTHING,
    });
    // 10,001 = 5,001 + 5,000 (the odd 分 to the earlier); 500.1 → 500 and 1,000.
    expect(priced.map((p) => [p.touch.dealId, p.base, p.outlay])).toEqual([
      ['a', 5_001, 500],
      ['b', 5_000, 1_000],
    ]);
  });
});

describe('another currency', () => {
  test.each([
    // US$ 49.99 × 7.1234 = ¥356.098766 → ¥356.10
    [4_999, 'USD', 'CNY', '7.1234', 35_610],
    // ¥5,000 (JPY, no minor unit) × 0.0479 = ¥239.50
    [5_000, 'JPY', 'CNY', '0.0479', 23_950],
    // KD 1.005 (three decimals) × 23.2 = ¥23.316 → ¥23.32
    [1_005, 'KWD', 'CNY', '23.2', 2_332],
    // ¥100.00 × 20.876 = 2,087.6 → ¥2,088 (JPY)
    [10_000, 'CNY', 'JPY', '20.876', 2_088],
  ] as const)('%i %s in %s at %s = %i', (amount, from, currency, rate, expected) => {
    expect(convert(amount, { from, fx: { currency, rate, source: 'ECB' } })).toBe(expected);
  });

  test('the commission is in the campaign’s currency, and its rate and source are in the derivation', () => {
    const fx = { currency: 'CNY', rate: '7.1234', source: 'ECB 2026-11-02' } as const;
    const priced = priceOne(order(4_999, { currency: 'USD', fx }), [terms(cps(1_000))]);
    expect(priced).toMatchObject({ currency: 'CNY', base: 35_610, outlay: 3_561 });
    expect(priced.derivation.steps).toContainEqual({
      kind: 'fx',
      rate: '7.1234',
      source: 'ECB 2026-11-02',
      amount: 35_610,
      currency: 'CNY',
    });
  });
});

test('lines always sum to the order', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.array(fc.nat(1_000_000), { maxLength: 8 }),
      (amount, totals) => {
        const items = totals.map((total, i) => ({ sku: `s${i}`, quantity: 1, amount: total }));
        expect(linesOf({ amount, items }).reduce((sum, line) => sum + line.amount, 0)).toBe(amount);
      },
    ),
  );
});

describe('hold', () => {
  const { rules } = terms({ ...cps(1_500), holdDays: 3 });
  test('seven days after receipt at least, the contract’s days when they are more', () => {
    const completedAt = after(noon, 4 * DAY);
    expect(holdOf({ occurredAt: noon, completedAt }, rules).until).toEqual(after(noon, 11 * DAY));
    expect(holdOf({ occurredAt: noon, completedAt }, { ...rules, holdDays: 30 }).until).toEqual(
      after(noon, 34 * DAY),
    );
  });
  test('a shop that reports no receipt is taken to have delivered 15 days after the order', () => {
    expect(holdOf({ occurredAt: noon, completedAt: null }, rules)).toMatchObject({
      receiptAssumed: true,
      until: after(noon, 22 * DAY),
    });
  });
});

test('the same input gives the same derivation, to the byte', () => {
  const rules = {
    ...cps(1_234),
    caps: { perDay: 50_000 },
    bonuses: [{ by: 'orders' as const, reach: 3, amount: 700 }],
  };
  const once = JSON.stringify(
    priceOne(order(98_765), [terms(rules)], { orders: 2, gmv: 5, day: 10, total: 20 }),
  );
  expect(
    JSON.stringify(priceOne(order(98_765), [terms(rules)], { orders: 2, gmv: 5, day: 10, total: 20 })),
  ).toBe(once);
});
