import { createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mintClickToken, readClickToken, readClickTokenKeys } from './click-token.ts';

const secret = 'a1'.repeat(32);
const keys = readClickTokenKeys(secret);
const click = fc.record({
  linkNo: fc.integer({ min: 1, max: 2 ** 40 - 1 }),
  dealNo: fc.integer({ min: 1, max: 2 ** 40 - 1 }),
  at: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }),
});

test('what was minted is read back, in 44 URL-safe characters', () => {
  fc.assert(
    fc.property(click, (minted) => {
      const token = mintClickToken(keys, minted);
      expect(token).toMatch(/^[A-Za-z0-9_-]{44}$/);
      expect(readClickToken(keys, token)).toEqual({ ok: true, ...minted });
    }),
  );
});

test('the MAC is HMAC-SHA-256 of all that is before it, cut to 96 bits', () => {
  const bytes = Buffer.from(mintClickToken(keys, { linkNo: 7, dealNo: 9, at: new Date(11) }), 'base64url');
  const key = new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'kolony click token v1', 32));
  const expected = createHmac('sha256', key).update(bytes.subarray(0, 21)).digest().subarray(0, 12);
  expect(bytes.subarray(21)).toEqual(expected);
});

test('any bit flipped is refused', () => {
  fc.assert(
    fc.property(click, fc.integer({ min: 0, max: 33 * 8 - 1 }), (minted, bit) => {
      const bytes = Buffer.from(mintClickToken(keys, minted), 'base64url');
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(readClickToken(keys, bytes.toString('base64url'))).toEqual({ ok: false, reason: 'forged' });
    }),
  );
});

test.each([
  '',
  'x',
  'a'.repeat(43),
  'a'.repeat(45),
  `${'a'.repeat(43)}=`,
  `${'a'.repeat(43)}\n`,
  '点'.repeat(44),
])('%j is malformed', (token) => {
  expect(readClickToken(keys, token)).toEqual({ ok: false, reason: 'malformed' });
});

test('a token of an earlier key is good while that key is accepted, and never of a foreign one', () => {
  const token = mintClickToken(keys, { linkNo: 1, dealNo: 2, at: new Date(5) });
  const next = 'b2'.repeat(32);
  expect(readClickToken(readClickTokenKeys(next, secret), token)).toMatchObject({ ok: true, linkNo: 1 });
  expect(readClickToken(readClickTokenKeys(next), token)).toEqual({ ok: false, reason: 'forged' });
});

test('two keys with one id are both accepted', () => {
  const secretOf = (n: number) => n.toString(16).padStart(64, '0');
  const twin = Array.from({ length: 5_000 }, (_, n) => secretOf(n)).find(
    (other) => readClickTokenKeys(other).current.id === keys.current.id,
  );
  if (!twin) throw new Error('no key with the same id');
  const token = mintClickToken(readClickTokenKeys(twin), { linkNo: 1, dealNo: 2, at: new Date(5) });
  expect(readClickToken(readClickTokenKeys(secret, twin), token)).toMatchObject({ ok: true, dealNo: 2 });
  expect(readClickToken(keys, token)).toEqual({ ok: false, reason: 'forged' });
});

test('two clicks of the same millisecond have different tokens', () => {
  const at = new Date(5);
  expect(mintClickToken(keys, { linkNo: 1, dealNo: 2, at })).not.toBe(
    mintClickToken(keys, { linkNo: 1, dealNo: 2, at }),
  );
});
