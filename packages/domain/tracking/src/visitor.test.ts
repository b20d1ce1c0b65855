import { after, DAY } from '@kolony/kernel';
import { expect, test } from 'vitest';
import { newVisitor, openNetworkHash, readVisitor, visitorCookie } from './visitor.ts';

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

test('the network hash is the same within a day, another the next day, and depends on the secret', () => {
  const hash = openNetworkHash('a1'.repeat(32));
  const other = openNetworkHash('b2'.repeat(32));
  expect(hash('10.0.0.1', 'ua', at)).toBe(hash('10.0.0.1', 'ua', after(at, 1_000)));
  expect(hash('10.0.0.1', 'ua', at)).not.toBe(hash('10.0.0.1', 'ua', after(at, DAY)));
  expect(hash('10.0.0.1', 'ua', at)).not.toBe(other('10.0.0.1', 'ua', at));
  expect(hash('10.0.0.1', 'ua', at)).not.toContain('10.0.0.1');
});
