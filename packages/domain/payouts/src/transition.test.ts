import { describe, expect, test } from 'vitest';
import { PayoutState } from './schema.ts';
import { mayFollow } from './transition.ts';

const allowed = [
  'proposed → approved',
  'proposed → cancelled',
  'approved → submitted',
  'approved → paid',
  'approved → failed',
  'submitted → in_doubt',
  'submitted → paid',
  'submitted → failed',
  'in_doubt → submitted',
  'in_doubt → paid',
  'in_doubt → failed',
  'paid → returned',
];

describe('of all pairs of states', () => {
  const pairs = PayoutState.options.flatMap((from) => PayoutState.options.map((to) => [from, to] as const));
  test.each(pairs)('%s → %s', (from, to) => {
    expect(mayFollow(from, to)).toBe(allowed.includes(`${from} → ${to}`));
  });
});

test('what ended stays ended', () => {
  for (const end of ['failed', 'returned', 'cancelled'] as const)
    expect(PayoutState.options.filter((to) => mayFollow(end, to))).toEqual([]);
});
