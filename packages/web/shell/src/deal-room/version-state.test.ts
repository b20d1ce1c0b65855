import { expect, test } from 'vitest';
import { versionState } from './version-state.ts';

const DAY = 86_400_000;
const terms = (...days: number[]) =>
  days.map((from, index) => ({ version: index + 1, effectiveFrom: new Date(from * DAY) }));
const states = (list: ReturnType<typeof terms>, day: number) =>
  list.map(({ version }) => versionState(list, version, day * DAY));

test('a lowered rate waits; on its day it is in force', () => {
  const list = terms(0, 40);
  expect(states(list, 10)).toEqual(['in_force', 'upcoming']);
  expect(states(list, 40)).toEqual(['replaced', 'in_force']);
});

test('a version that a newer one overtakes never begins', () => {
  // v2 waits until day 40; on day 20 the brand raises: v3 is in force at once.
  const list = terms(0, 40, 20);
  expect(states(list, 20)).toEqual(['replaced', 'never', 'in_force']);
  expect(states(list, 50)).toEqual(['replaced', 'never', 'in_force']);
});
