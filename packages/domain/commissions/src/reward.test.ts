import { TermsRules } from '@kolony/campaigns/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guaranteeRefund } from './guarantee-refund.ts';
import { rewardFor } from './reward.ts';

const rules = (more: Partial<TermsRules>) =>
  TermsRules.parse({ earnings: [{ kind: 'cps', rateBp: 1_000 }], holdDays: 7, ...more });
const byGmv = (retroactive: boolean) =>
  rules({
    tiers: {
      by: 'gmv',
      retroactive,
      steps: [
        { from: 100_000, rateBp: 1_500 },
        { from: 300_000, rateBp: 2_000 },
      ],
    },
  });
const gmv = (amount: number) => ({ orders: 1, gmv: amount });

describe('tiers by settled GMV: 10 %, from ¥1,000 15 %, from ¥3,000 20 %', () => {
  test.each([
    // below the first step
    [99_999, 0, 0],
    // exactly ¥1,000: retroactive 5 points of all of it = ¥50.00; otherwise nothing is above the step yet
    [100_000, 5_000, 0],
    // ¥2,000: 5 points of 2,000 = ¥100.00 · 5 points of the 1,000 above the step = ¥50.00
    [200_000, 10_000, 5_000],
    // ¥4,000: 10 points of 4,000 = ¥400.00 · 5 points of 2,000 + 10 points of 1,000 = ¥200.00
    [400_000, 40_000, 20_000],
  ])('%i 分 settled: retroactive %i, else %i', (settled, retroactive, marginal) => {
    expect(rewardFor(byGmv(true), gmv(settled)).tier).toBe(retroactive);
    expect(rewardFor(byGmv(false), gmv(settled)).tier).toBe(marginal);
  });

  test('a refund drops the tier: ¥3,200 earned 10 points more on all (¥320), ¥2,900 only 5 (¥145): ¥175 go back', () => {
    const before = rewardFor(byGmv(true), gmv(320_000)).total;
    const afterwards = rewardFor(byGmv(true), gmv(290_000)).total;
    expect([before, afterwards, before - afterwards]).toEqual([32_000, 14_500, 17_500]);
  });
});

describe('tiers by settled orders: ¥5.00 per order, from the 3rd ¥8.00', () => {
  const terms = (retroactive: boolean) =>
    rules({
      earnings: [{ kind: 'cpa', amount: 500 }],
      tiers: { by: 'orders', retroactive, steps: [{ from: 3, amount: 800 }] },
    });
  test.each([
    [2, 0, 0],
    // the 3rd order: retroactive ¥3.00 × 3, else ¥3.00 for the 3rd alone
    [3, 900, 300],
    [10, 3_000, 2_400],
  ])('%i orders: retroactive %i, else %i', (orders, retroactive, marginal) => {
    expect(rewardFor(terms(true), { orders, gmv: 0 }).tier).toBe(retroactive);
    expect(rewardFor(terms(false), { orders, gmv: 0 }).tier).toBe(marginal);
  });
});

test('bonuses: ¥500 at 100 orders and ¥1,000 at ¥50,000, each once, and gone again below', () => {
  const terms = rules({
    bonuses: [
      { by: 'orders', reach: 100, amount: 50_000 },
      { by: 'gmv', reach: 5_000_000, amount: 100_000 },
    ],
  });
  expect(rewardFor(terms, { orders: 99, gmv: 4_999_999 }).bonus).toBe(0);
  expect(rewardFor(terms, { orders: 100, gmv: 4_999_999 }).bonus).toBe(50_000);
  expect(rewardFor(terms, { orders: 5_000, gmv: 5_000_000 }).bonus).toBe(150_000);
});

test('more settled never gives less: what pending orders reserve is never negative', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.nat(1_000_000), fc.nat(1_000_000), (retroactive, a, b) => {
      const terms = byGmv(retroactive);
      expect(rewardFor(terms, gmv(a + b)).total).toBeGreaterThanOrEqual(rewardFor(terms, gmv(a)).total);
    }),
  );
});

describe('guarantee (保ROI): fee × max(0, 1 − actual ÷ target)', () => {
  test.each([
    // fee ¥20,000, target ¥100,000, actual ¥30,000: 20,000 × 0.7 = ¥14,000 (product.md)
    [3_000_000, 1_400_000],
    [0, 2_000_000],
    [10_000_000, 0],
    [12_000_000, 0],
    // actual ¥33,333.33: 20,000 × (1 − 0.3333333) = 13,333.334 → ¥13,333.33
    [3_333_333, 1_333_333],
  ])('actual %i 分 → refund %i 分', (actual, refund) => {
    expect(guaranteeRefund({ fee: 2_000_000, target: 10_000_000, actual })).toBe(refund);
  });
});
