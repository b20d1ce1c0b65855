import { expect, test } from 'vitest';
import { changeOf, pointsOf } from './change.ts';

test.each([
  [125, 100, 0.25],
  [75, 100, -0.25],
  [100, 100, 0],
  [0, 100, -1],
  // Nothing before, or no row at all.
  [5, 0, 'new'],
  [5, undefined, 'new'],
  [0, 0, null],
  [0, undefined, null],
  // A rate of nothing, then or now, and a loss.
  [null, 100, null],
  [5, null, null],
  [5, -10, null],
] as const)('%j beside %j is %j', (now, before, change) => {
  expect(changeOf(now, before)).toBe(change);
});

test.each([
  [0.75, 0.5, 0.25],
  [0, 0.5, -0.5],
  [0.5, 0, 0.5],
  [null, 0.5, null],
  [0.5, null, null],
  [0.5, undefined, null],
] as const)('a share of %j beside %j moved %j', (now, before, points) => {
  expect(pointsOf(now, before)).toBe(points);
});
