import { after, DAY, MINUTE } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { newVisitor, openNetworkHash, openRepeats, readVisitor, visitorCookie } from './visitor.ts';

const at = new Date('2026-11-01T23:59:00.000Z');

test('a cookie that was set is read back; anything else is nobody', () => {
  const visitor = newVisitor();
  expect(readVisitor(`a=1; ${visitorCookie(visitor, true).split(';')[0]}; b=2`)).toBe(visitor);
  expect(visitorCookie(visitor, true)).toMatch(/HttpOnly; SameSite=Lax; Secure$/);
  for (const cookies of [
    undefined,
    '',
    'kvid=short',
    `xkvid=${visitor}`,
    `kvid=${visitor}x`,
    `kvid=${'<'.repeat(22)}`,
  ])
    expect(readVisitor(cookies)).toBeNull();
});

test('repeats: a rolling half hour per visitor and link', () => {
  const isRepeat = openRepeats();
  expect(isRepeat('v', 1, at)).toBe(false);
  expect(isRepeat('v', 1, after(at, 29 * MINUTE))).toBe(true);
  // Rolling: half an hour after the last click, not after the first.
  expect(isRepeat('v', 1, after(at, 58 * MINUTE))).toBe(true);
  expect(isRepeat('v', 1, after(at, 88 * MINUTE))).toBe(false);
  expect(isRepeat('v', 2, after(at, 88 * MINUTE))).toBe(false);
  expect(isRepeat('w', 1, after(at, 88 * MINUTE))).toBe(false);
});

test('the network hash is the same within a day, another the next day, and depends on the secret', () => {
  const hash = openNetworkHash('a1'.repeat(32));
  const other = openNetworkHash('b2'.repeat(32));
  expect(hash('10.0.0.1', 'ua', at)).toBe(hash('10.0.0.1', 'ua', after(at, 1_000)));
  expect(hash('10.0.0.1', 'ua', at)).not.toBe(hash('10.0.0.1', 'ua', after(at, DAY)));
  expect(hash('10.0.0.1', 'ua', at)).not.toBe(other('10.0.0.1', 'ua', at));
  expect(hash('10.0.0.1', 'ua', at)).not.toContain('10.0.0.1');
});
