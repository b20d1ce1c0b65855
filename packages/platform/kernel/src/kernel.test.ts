import { describe, expect, test } from 'vitest';
import { canonicalJson, inputHash } from './hash.ts';
import { isId, newId } from './ids.ts';
import { toPage } from './page.ts';
import { after, DAY, dayIn, isTimeZone, movableClock } from './time.ts';

describe('ids', () => {
  test('carry their prefix, sort by time and are recognised', () => {
    const early = newId('cmp', 1_000);
    const late = newId('cmp', 2_000);
    expect(early).toMatch(/^cmp_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(early < late).toBe(true);
    expect(isId('cmp', early)).toBe(true);
    expect(isId('kol', early)).toBe(false);
    expect(isId('cmp', `${early}x`)).toBe(false);
  });
  test('ten thousand of one millisecond are all different', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId('com', 1_000))).size).toBe(10_000);
  });
});

test('canonical JSON does not depend on the order of keys, and undefined is nothing', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  expect(inputHash({ a: 1, b: new Date(0) })).toBe(inputHash({ b: new Date(0), a: 1 }));
  expect(inputHash({ a: 1 })).not.toBe(inputHash({ a: '1' }));
});

test('a day is the reader’s day', () => {
  const at = new Date('2026-11-01T17:30:00.000Z');
  expect([dayIn('UTC', at), dayIn('Asia/Shanghai', at), dayIn('America/New_York', at)]).toEqual([
    '2026-11-01',
    '2026-11-02',
    '2026-11-01',
  ]);
  expect([isTimeZone('Asia/Kolkata'), isTimeZone('Mars/Base')]).toEqual([true, false]);
});

test('a movable clock stands until it is moved', () => {
  const clock = movableClock(new Date(0));
  clock.move(3 * DAY);
  expect(clock.now()).toEqual(after(new Date(0), 3 * DAY));
});

test('a page says whether there is more', () => {
  expect(toPage([1, 2, 3], 2, String)).toEqual({ data: [1, 2], nextCursor: '2' });
  expect(toPage([1, 2], 2, String)).toEqual({ data: [1, 2], nextCursor: null });
});
