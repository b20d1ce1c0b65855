import { expect, test } from 'vitest';
import { diffDeliverables } from './diff-deliverables.ts';

const one = (title: string, format: 'video' | 'post' | 'live' = 'video', due = '') => ({
  title,
  format,
  dueAt: due ? new Date(due) : null,
});

test('the same list in another order has no difference', () => {
  expect(diffDeliverables([one('a'), one('b', 'post')], [one('b', 'post'), one('a')])).toEqual([]);
});

test('two alike are told apart by how many there are', () => {
  expect(diffDeliverables([one('a')], [one('a'), one('a')])).toEqual([{ before: null, after: one('a') }]);
});

test('another date, another title, one less, one more', () => {
  const before = [one('a', 'video', '2026-12-01'), one('b', 'post'), one('c', 'live')];
  const after = [one('a', 'video', '2026-12-05'), one('b2', 'post'), one('d', 'video')];
  expect(diffDeliverables(before, after)).toEqual([
    { before: before[0], after: after[0] },
    { before: before[1], after: after[1] },
    { before: before[2], after: null },
    { before: null, after: after[2] },
  ]);
});
