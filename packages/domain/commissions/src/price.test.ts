import type { JudgedTouch } from '@kolony/attribution/schema';
import type { Terms } from '@kolony/deals/schema';
import { after, DAY } from '@kolony/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holdOf } from './hold.ts';
import { type PricedOrder, price, reversedFor, termsAt } from './price.ts';

const noon = new Date('2026-11-01T12:00:00.000Z');
const touch = (at: Date): JudgedTouch => ({
  clickId: 'click',
  linkId: 'link',
  dealId: 'deal',
  kolId: 'kol',
  campaignId: 'campaign',
  at,
  shareBp: 10_000,
  verdict: 'last_touch',
  windowEndsAt: after(at, 30 * DAY),
});
const terms = (version: number, rateBp: number, effectiveFrom: Date, holdDays = 7): Terms => ({
  dealId: 'deal',
  version,
  effectiveFrom,
  acceptedAt: effectiveFrom,
  rules: { earnings: [{ kind: 'cps', rateBp }], holdDays },
});
const order = (amount: number, more: Partial<PricedOrder> = {}): PricedOrder => ({
  orderId: 'o1',
  amount,
  currency: 'CNY',
  occurredAt: after(noon, DAY),
  completedAt: null,
  ...more,
});

describe('percentage of sale', () => {
  test.each([
    // ¥200.00 × 15 % = ¥30.00 (product.md, JD's after-sales)
    [20_000, 1_500, 3_000],
    // ¥0.33 × 15 % = 4.95 分 → 5 分
    [33, 1_500, 5],
    // ¥0.03 × 15 % = 0.45 分 → 0
    [3, 1_500, 0],
    // ¥0.50 × 1 % = 0.5 分 → 1 分: half away from zero
    [50, 100, 1],
    // ¥123,456,789.01 × 33.33 % = 4,114,814,777.7033 分 → …778
    [12_345_678_901, 3_333, 4_114_814_778],
  ])('%i × %i bp = %i', (amount, rateBp, expected) => {
    expect(price(order(amount), touch(noon), [terms(1, rateBp, noon)]).amount).toBe(expected);
  });

  test('¥1,000 (JPY has no minor unit) × 15 % = ¥150; KD 1.005 (three decimals) × 15 % = 150.75 → 151 fils', () => {
    expect(price(order(1_000, { currency: 'JPY' }), touch(noon), [terms(1, 1_500, noon)]).amount).toBe(150);
    expect(price(order(1_005, { currency: 'KWD' }), touch(noon), [terms(1, 1_500, noon)]).amount).toBe(151);
  });

  test('an order is priced by the version in force at its touch, not at the order', () => {
    const versions = [terms(1, 1_500, noon), terms(2, 1_200, after(noon, 2 * DAY))];
    const later = order(20_000, { occurredAt: after(noon, 5 * DAY) });
    expect(price(later, touch(after(noon, DAY)), versions)).toMatchObject({
      rateBp: 1_500,
      amount: 3_000,
      terms: { version: 1 },
    });
    expect(price(later, touch(after(noon, 2 * DAY)), versions)).toMatchObject({
      rateBp: 1_200,
      amount: 2_400,
      terms: { version: 2 },
    });
    expect(() => termsAt(versions, after(noon, -1))).toThrow('commissions/no_terms');
  });

  test('the derivation carries every figure of the answer', () => {
    const { derivation } = price(order(20_000), touch(noon), [terms(1, 1_500, noon)]);
    expect(derivation.steps.map((step) => step.kind)).toEqual([
      'order',
      'touch',
      'terms',
      'share',
      'base',
      'rate',
      'amount',
      'hold',
    ]);
    expect(derivation.steps.find((step) => step.kind === 'amount')).toEqual({
      kind: 'amount',
      amount: 3_000,
      currency: 'CNY',
    });
  });
});

describe('the hold', () => {
  const rules = terms(1, 1_500, noon).rules;
  test('seven days after receipt, or the contract’s if longer', () => {
    const received = { occurredAt: noon, completedAt: after(noon, 3 * DAY) };
    expect(holdOf(received, rules).until).toEqual(after(noon, 10 * DAY));
    expect(holdOf(received, { ...rules, holdDays: 0 }).until).toEqual(after(noon, 10 * DAY));
    expect(holdOf(received, { ...rules, holdDays: 30 }).until).toEqual(after(noon, 33 * DAY));
  });
  test('a shop that never reports receipt is taken to have delivered after fifteen days', () => {
    expect(holdOf({ occurredAt: noon, completedAt: null }, rules)).toMatchObject({
      receiptAssumed: true,
      until: after(noon, 22 * DAY),
    });
  });
});

describe('refunds telescope', () => {
  test('¥200.00 at ¥30.00: ¥60.00 back takes ¥9.00, leaving ¥21.00; the rest takes the rest', () => {
    expect(reversedFor(3_000, { amount: 20_000, refunded: 6_000 })).toBe(900);
    expect(reversedFor(3_000, { amount: 20_000, refunded: 20_000 })).toBe(3_000);
  });
  test('3.33 refunded in three equal parts: 1.11 + 1.11 + 1.11, and 1 fen over 3 is 0 + 1 + 0', () => {
    const pieces = (commission: number, amount: number) =>
      [1, 2, 3].map(
        (n) =>
          reversedFor(commission, { amount, refunded: (amount / 3) * n }) -
          reversedFor(commission, { amount, refunded: (amount / 3) * (n - 1) }),
      );
    expect(pieces(333, 999)).toEqual([111, 111, 111]);
    expect(pieces(1, 3)).toEqual([0, 1, 0]);
  });
  test('however an order is refunded, the pieces sum to the commission and none is negative', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 9_000 }),
        fc.array(fc.integer({ min: 1, max: 400_000 })),
        (amount, rateBp, wishes) => {
          const commission = price(order(amount), touch(noon), [terms(1, Math.max(1, rateBp), noon)]).amount;
          let refunded = 0;
          let taken = 0;
          for (const wish of [...wishes, amount]) {
            refunded = Math.min(amount, refunded + wish);
            const piece = reversedFor(commission, { amount, refunded }) - taken;
            expect(piece).toBeGreaterThanOrEqual(0);
            taken += piece;
          }
          expect(taken).toBe(commission);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
