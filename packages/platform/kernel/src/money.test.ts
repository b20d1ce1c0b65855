import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDecimal, toDecimal } from './currency.ts';
import { allocate, minor, mulDiv } from './money.ts';

describe('mulDiv rounds half away from zero', () => {
  test.each([
    [20_000, 1_500, 10_000, 3_000],
    [5, 1, 2, 3], // 2.5 → 3
    [-5, 1, 2, -3],
    [5, -1, 2, -3],
    [1, 1, 3, 0],
    [2, 1, 3, 1],
    [9_007_199_254_740_991, 10_000, 10_000, 9_007_199_254_740_991],
  ])('%i × %i ÷ %i = %i', (amount, numerator, denominator, expected) => {
    expect(mulDiv(amount, numerator, denominator)).toBe(expected);
  });
  test('what does not fit into a safe integer is an error, not a wrong figure', () => {
    expect(() => mulDiv(Number.MAX_SAFE_INTEGER, 2, 1)).toThrow('kernel/unsafe_integer');
    expect(() => minor(2n ** 60n)).toThrow('kernel/unsafe_integer');
    expect(() => mulDiv(1, 1, 0)).toThrow('kernel/division_by_zero');
  });
});

describe('allocate, by largest remainder', () => {
  test('¥10.00 among five parties 4/2/2/1/1 and its 30 % refund mirror each other', () => {
    expect(allocate(1_000, [4, 2, 2, 1, 1])).toEqual([400, 200, 200, 100, 100]);
    expect(allocate(-300, [4, 2, 2, 1, 1])).toEqual([-120, -60, -60, -30, -30]);
  });
  test('one cent left over goes to the largest remainder, ties to the earlier', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(2, [1, 1, 1])).toEqual([1, 1, 0]);
    expect(allocate(10, [0, 1])).toEqual([0, 10]);
  });
  test('parts sum to the whole, each within one unit of its exact share, and a negative total mirrors', () => {
    const weights = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 8 })
      .filter((all) => all.some((w) => w > 0));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000_000 }), weights, (total, given) => {
        const parts = allocate(total, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        const sum = given.reduce((all, w) => all + w, 0);
        for (const [index, part] of parts.entries())
          expect(Math.abs(part - (total * (given[index] ?? 0)) / sum)).toBeLessThan(1.001);
        expect(allocate(-total, given).map((part) => -part || 0)).toEqual(parts);
      }),
      { numRuns: 3_000 },
    );
  });
  test.each([[[]], [[0, 0]], [[-1, 2]], [[0.5]]])('weights %j are refused', (weights) => {
    expect(() => allocate(10, weights)).toThrow('kernel/bad_weights');
  });
});

describe('decimal text follows the currency’s exponent', () => {
  test.each([
    [12_345, 'CNY', '123.45'],
    [-5, 'CNY', '-0.05'],
    [12_345, 'JPY', '12345'],
    [12_345, 'KWD', '12.345'],
    [0, 'USD', '0.00'],
  ] as const)('%i %s = %s', (amount, currency, text) => {
    expect(toDecimal(amount, currency)).toBe(text);
    expect(fromDecimal(text, currency)).toBe(amount);
  });
  test.each([
    ['1,234.5', 'CNY', 123_450],
    [' 7 ', 'CNY', 700],
    ['1,00', 'CNY', null],
    ['1.234', 'CNY', null],
    ['1.5', 'JPY', null],
    ['1e3', 'CNY', null],
    ['٣', 'CNY', null],
    ['', 'CNY', null],
    ['NaN', 'CNY', null],
    ['99999999999999999', 'CNY', null],
  ] as const)('%j %s → %s', (text, currency, expected) => {
    expect(fromDecimal(text, currency)).toBe(expected);
  });
});
