import { expect, test } from 'vitest';
import { RATE_LIMITS, scaled } from './rate-limit.ts';

test('a whole batch fits into its bucket; by factor 0 nothing is limited', () => {
  expect(RATE_LIMITS.lines.burst).toBeGreaterThanOrEqual(1_000);
  expect(scaled(0)).toBeNull();
  expect(scaled(2)?.writes).toEqual({ perSecond: 400, burst: 4_000 });
  expect(scaled(0.0001)?.tests.burst).toBe(1);
});
