import type { TaxLine } from '@kolony/payouts/schema';
import { describe, expect, test } from 'vitest';
import { readTax } from './tax-reading.ts';

const LINE: TaxLine = {
  ruleSet: 'cn_labour',
  periodGross: 0,
  periodWithheld: 0,
  gross: 500_000,
  deduction: 100_000,
  taxable: 400_000,
  rateBp: 2_000,
  quickDeduction: 0,
  withheld: 80_000,
  reportable: false,
};

describe('a tax line read for sentences', () => {
  test('¥5,000.00 of labour income: 20 % off, 20 % of ¥4,000.00 is ¥800.00, all of it now', () => {
    expect(readTax(LINE)).toEqual({ total: 500_000, due: 80_000, because: null });
  });

  test('a second payout of the month: the month is one sum, and what was withheld before counts', () => {
    // 20 % of (10,000.00 − 20 %) = 1,600.00, of which 800.00 was withheld before.
    const second = {
      ...LINE,
      periodGross: 500_000,
      periodWithheld: 80_000,
      deduction: 200_000,
      taxable: 800_000,
    };
    expect(readTax(second)).toEqual({ total: 1_000_000, due: 160_000, because: null });
  });

  test('without a rule set, and with a W-9, nothing is due', () => {
    expect(readTax({ ...LINE, ruleSet: 'none', withheld: 0 }).because).toBe('none');
    expect(readTax({ ...LINE, ruleSet: 'us_w9', withheld: 0 }).because).toBe('untaxed');
  });

  test('up to the deduction nothing is taxable', () => {
    const small = { ...LINE, gross: 80_000, deduction: 80_000, taxable: 0, withheld: 0 };
    expect(readTax(small)).toEqual({ total: 80_000, due: null, because: 'nothing_due' });
  });

  test('more withheld before than the period owes: nothing now, and no sum is claimed', () => {
    const line = { ...LINE, periodGross: 1_000_000, periodWithheld: 900_000, withheld: 0 };
    expect(readTax(line)).toEqual({ total: 1_500_000, due: null, because: 'withheld_before' });
  });

  test('never more than the payout itself', () => {
    const line = { ...LINE, gross: 50_000, periodGross: 9_000_000, withheld: 50_000 };
    expect(readTax(line).because).toBe('capped');
  });
});
