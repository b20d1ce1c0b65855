import { expect, test } from 'vitest';
import { seededRandom } from './random.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const take = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).next);
  expect(take(7)).toEqual(take(7));
  expect(take(8)).not.toEqual(take(7));
});

test('weights are kept in proportion', () => {
  const random = seededRandom(1);
  const counts = [0, 0, 0];
  for (let i = 0; i < 10_000; i++) {
    const index = random.weighted([1, 0, 3]);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeGreaterThan(2.7);
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeLessThan(3.3);
});
