import { expect, test } from 'vitest';
import { openBuckets } from './buckets.ts';

const limit = { perSecond: 2, burst: 10 };

function world() {
  let now = 0;
  const take = openBuckets(() => now);
  return {
    take: (count = 1, name = 'key') => take(name, limit, count),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

test('a burst, then the rate: what is refused takes nothing, and says when to come back', () => {
  const { take, pass } = world();
  for (let left = 9; left >= 0; left--) expect(take()).toMatchObject({ ok: true, left });
  expect(take()).toEqual({ ok: false, left: 0, reset: 5, wait: 1 });
  expect(take()).toMatchObject({ ok: false, wait: 1 });
  pass(499);
  expect(take().ok).toBe(false);
  pass(1);
  expect(take()).toMatchObject({ ok: true, left: 0, wait: 0 });
  pass(60_000);
  expect(take()).toMatchObject({ ok: true, left: 9, reset: 1 });
});

test('many at once are counted as many, all or none', () => {
  const { take } = world();
  expect(take(7)).toMatchObject({ ok: true, left: 3 });
  expect(take(4)).toEqual({ ok: false, left: 3, reset: 4, wait: 1 });
  expect(take(3)).toMatchObject({ ok: true, left: 0 });
});

test('one key’s calls are not another’s', () => {
  const { take } = world();
  take(10, 'a');
  expect(take(1, 'a').ok).toBe(false);
  expect(take(1, 'b').ok).toBe(true);
});
