import { expect, test } from 'vitest';
import { marginalReturn } from './marginal.ts';

const day = (n: number, cost: number, settled: number) => ({
  day: `2026-11-${String(n).padStart(2, '0')}`,
  cost,
  settled,
});

test('the last quarter of the cost, in whole days, whatever order they come in', () => {
  // ¥400.00 in all: a quarter is ¥100.00, which the last day reaches alone: ¥150.00 for ¥100.00.
  const days = [
    day(4, 10_000, 15_000),
    day(1, 10_000, 80_000),
    day(3, 10_000, 30_000),
    day(2, 10_000, 60_000),
  ];
  expect(marginalReturn(days)).toEqual({
    roas: 1.5,
    low: null,
    high: null,
    cost: 10_000,
    settled: 15_000,
    days: 1,
  });
});

test('the interval is of the days’ own scatter, by hand', () => {
  // Fifteen days of ¥10.00 and ¥100.00, then five of ¥10.00 that bring ¥20, 20, 30, 40 and 40: R = 150 ÷ 50 = 3.
  // Deviations from R × cost: −10, −10, 0, 10, 10: sum of squares 400; n ÷ (n − 1) = 5/4; √500 = 22.3607; t(4) = 2.776;
  // 2.776 × 22.3607 ÷ 50 = 1.2415.
  const early = Array.from({ length: 15 }, (_, n) => day(n + 1, 1_000, 10_000));
  const late = [2_000, 2_000, 3_000, 4_000, 4_000].map((settled, n) => day(n + 16, 1_000, settled));
  const marginal = marginalReturn([...early, ...late]);
  expect(marginal).toMatchObject({ roas: 3, cost: 5_000, settled: 15_000, days: 5 });
  expect(marginal?.low).toBeCloseTo(1.7585, 4);
  expect(marginal?.high).toBeCloseTo(4.2415, 4);
});

test('nothing to say: no cost, or all of it on one day', () => {
  expect(marginalReturn([])).toBeNull();
  expect(marginalReturn([day(1, 0, 5_000), day(2, 0, 5_000)])).toBeNull();
  expect(marginalReturn([day(1, 1_000, 5_000), day(2, 0, 5_000)])).toBeNull();
});
