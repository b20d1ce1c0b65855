import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleSetFor, TAX_RULES, withholding } from './tax-rules.ts';

const first = (gross: number) => ({ periodGross: 0, periodWithheld: 0, gross });

describe('no rule set', () => {
  test('keeps nothing, reports nothing, whatever the amount', () => {
    expect(withholding('none', first(123_456_789))).toEqual({
      ruleSet: 'none',
      periodGross: 0,
      periodWithheld: 0,
      gross: 123_456_789,
      deduction: 0,
      taxable: 123_456_789,
      rateBp: 0,
      quickDeduction: 0,
      withheld: 0,
      reportable: false,
    });
  });
});

describe('US, W-9', () => {
  // Form 1099-NEC for payments of 2026: from USD 2,000.00 in the calendar year on, nothing is withheld.
  test.each([
    [0, 199_999, false], // 1,999.99
    [0, 200_000, true], // 2,000.00
    [150_000, 49_999, false], // 1,500.00 + 499.99 = 1,999.99
    [150_000, 50_000, true], // 1,500.00 + 500.00 = 2,000.00
    [900_000, 1, true],
  ])('%i paid before and %i now: reportable %s', (periodGross, gross, reportable) => {
    const line = withholding('us_w9', { periodGross, periodWithheld: 0, gross });
    expect(line).toMatchObject({ withheld: 0, rateBp: 0, reportable });
  });
});

describe('US, W-8', () => {
  test.each([
    [100_000, 30_000], // 1,000.00 × 30 % = 300.00
    [123_456, 37_037], // 1,234.56 × 30 % = 370.368 → 370.37
    [1, 0], // 0.01 × 30 % = 0.003 → 0.00
    [5, 2], // 0.05 × 30 % = 0.015 → 0.02
  ])('%i: %i withheld', (gross, withheld) => {
    expect(withholding('us_w8', first(gross))).toMatchObject({ withheld, deduction: 0, taxable: gross });
  });
  test('the second payout of the year is 30 % of itself: 1,234.56 → 370.37 withheld, then 1,000.00', () => {
    // 2,234.56 × 30 % = 670.368 → 670.37; less 370.37 = 300.00
    const before = { periodGross: 123_456, periodWithheld: 37_037 };
    expect(withholding('us_w8', { ...before, gross: 100_000 }).withheld).toBe(30_000);
  });
});

describe('China, 劳务报酬', () => {
  test.each([
    // ¥500.00: the deduction is not more than the receipt
    [50_000, { deduction: 50_000, taxable: 0, withheld: 0 }],
    // ¥800.00 − 800.00 = 0
    [80_000, { deduction: 80_000, taxable: 0, withheld: 0 }],
    // ¥3,000.00 − 800.00 = 2,200.00; × 20 % = 440.00
    [300_000, { deduction: 80_000, taxable: 220_000, rateBp: 2_000, withheld: 44_000 }],
    // ¥4,000.00 − 800.00 = 3,200.00; × 20 % = 640.00
    [400_000, { deduction: 80_000, taxable: 320_000, withheld: 64_000 }],
    // ¥4,000.01: 20 % = 800.002 → 800.00; 3,200.01 × 20 % = 640.002 → 640.00
    [400_001, { deduction: 80_000, taxable: 320_001, withheld: 64_000 }],
    // ¥5,000.00 − 1,000.00 = 4,000.00; × 20 % = 800.00
    [500_000, { deduction: 100_000, taxable: 400_000, withheld: 80_000 }],
    // ¥25,000.00 − 5,000.00 = 20,000.00; × 20 % = 4,000.00: the end of the first bracket
    [2_500_000, { taxable: 2_000_000, rateBp: 2_000, quickDeduction: 0, withheld: 400_000 }],
    // ¥30,000.00 − 6,000.00 = 24,000.00; × 30 % − 2,000.00 = 5,200.00
    [3_000_000, { taxable: 2_400_000, rateBp: 3_000, quickDeduction: 200_000, withheld: 520_000 }],
    // ¥62,500.00 − 12,500.00 = 50,000.00; × 30 % − 2,000.00 = 13,000.00: the end of the second bracket
    [6_250_000, { taxable: 5_000_000, rateBp: 3_000, withheld: 1_300_000 }],
    // ¥100,000.00 − 20,000.00 = 80,000.00; × 40 % − 7,000.00 = 25,000.00
    [10_000_000, { taxable: 8_000_000, rateBp: 4_000, quickDeduction: 700_000, withheld: 2_500_000 }],
  ])('%i alone in its month', (gross, expected) => {
    expect(withholding('cn_labour', first(gross))).toMatchObject(expected);
  });

  test('a month is one receipt: ¥3,000.00 then ¥3,000.00 is ¥6,000.00', () => {
    // 6,000.00 − 1,200.00 = 4,800.00; × 20 % = 960.00; less 440.00 withheld from the first = 520.00
    const line = withholding('cn_labour', { periodGross: 300_000, periodWithheld: 44_000, gross: 300_000 });
    expect(line).toMatchObject({ deduction: 120_000, taxable: 480_000, withheld: 52_000 });
  });

  test('¥20,000.00, then ¥10,000.00 that crosses into the second bracket', () => {
    // first: 16,000.00 × 20 % = 3,200.00. Both: 24,000.00 × 30 % − 2,000.00 = 5,200.00; less 3,200.00 = 2,000.00
    expect(withholding('cn_labour', first(2_000_000)).withheld).toBe(320_000);
    const second = { periodGross: 2_000_000, periodWithheld: 320_000, gross: 1_000_000 };
    expect(withholding('cn_labour', second)).toMatchObject({ rateBp: 3_000, withheld: 200_000 });
  });

  test('what was withheld too much before is not paid out, and no more is kept than there is', () => {
    const tooMuch = { periodGross: 100_000, periodWithheld: 90_000, gross: 100_000 };
    expect(withholding('cn_labour', tooMuch).withheld).toBe(0);
    // Nothing was withheld from the first ¥100,000.00: ¥25,000.00 is due, but only ¥100.00 is there.
    const tooLittle = { periodGross: 10_000_000, periodWithheld: 0, gross: 10_000 };
    expect(withholding('cn_labour', tooLittle).withheld).toBe(10_000);
  });

  test('however a month is cut into payouts, together they withhold the tax of the month', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 4_000_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, (amounts) => {
        let periodGross = 0;
        let periodWithheld = 0;
        for (const gross of amounts) {
          const { withheld } = withholding('cn_labour', { periodGross, periodWithheld, gross });
          expect(withheld).toBeGreaterThanOrEqual(0);
          expect(withheld).toBeLessThanOrEqual(gross);
          periodGross += gross;
          periodWithheld += withheld;
        }
        expect(periodWithheld).toBe(withholding('cn_labour', first(periodGross)).withheld);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a rule set is for its own currency; elsewhere there is none', () => {
  expect(ruleSetFor('cn_labour', 'CNY')).toBe('cn_labour');
  expect(ruleSetFor('cn_labour', 'USD')).toBe('none');
  expect(ruleSetFor('us_w8', 'USD')).toBe('us_w8');
  expect(ruleSetFor('us_w9', 'EUR')).toBe('none');
  expect(ruleSetFor('none', 'CNY')).toBe('none');
});

test('every table ends without an end and ascends', () => {
  for (const { brackets } of Object.values(TAX_RULES)) {
    expect(brackets.at(-1)?.upTo).toBe(Number.MAX_SAFE_INTEGER);
    expect(brackets.map((bracket) => bracket.upTo)).toEqual(
      brackets.map((bracket) => bracket.upTo).toSorted((a, b) => a - b),
    );
  }
});
