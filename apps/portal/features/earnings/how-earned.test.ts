import { expect, test } from 'vitest';
import { howOf } from './how-earned.ts';

test('¥200.00 × 15 % = ¥30.00 is said as a multiplication', () => {
  expect(howOf({ source: 'order', base: 20_000, rateBp: 1_500, outlay: 3_000 })).toBe('rate');
});

test('a capped order is not: ¥200.00 × 15 % is not ¥25.00', () => {
  expect(howOf({ source: 'order', base: 20_000, rateBp: 1_500, outlay: 2_500 })).toBe('order');
});

test('rounding to a minor unit still is: ¥0.33 × 15 % = ¥0.0495, ¥0.05', () => {
  expect(howOf({ source: 'order', base: 33, rateBp: 1_500, outlay: 5 })).toBe('rate');
});

test('several rates have no one percentage, and other sources none at all', () => {
  expect(howOf({ source: 'order', base: 20_000, rateBp: null, outlay: 3_000 })).toBe('order');
  expect(howOf({ source: 'milestone', base: 0, rateBp: null, outlay: 500_000 })).toBe('milestone');
});
