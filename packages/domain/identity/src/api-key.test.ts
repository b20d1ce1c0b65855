import { expect, test } from 'vitest';
import { generateApiKey, isWellFormedApiKey, prefixOf } from './api-key.ts';

test('a key has 200 random bits and a checksum', () => {
  const keys = Array.from({ length: 200 }, generateApiKey);
  for (const key of keys) expect(key).toMatch(/^kol_live_[a-z2-7]{40}[0-9a-f]{6}$/);
  expect(new Set(keys).size).toBe(200);
  // All 32 letters come up: no bit of the five is lost.
  expect(
    new Set(
      keys
        .join('')
        .replaceAll('kol_live_', '')
        .replace(/[0189]/g, ''),
    ),
  ).toHaveLength(32);
  expect(keys.every(isWellFormedApiKey)).toBe(true);
});

test('any one changed character is refused by the checksum', () => {
  const key = generateApiKey();
  for (let at = 0; at < key.length; at++) {
    const other = key.charAt(at) === 'a' ? 'b' : 'a';
    expect(isWellFormedApiKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(false);
  }
});

test('what is shown of a key leaves 175 bits unknown', () => {
  expect(prefixOf('kol_live_abcdefgh')).toBe('kol_live_abcde');
});

test.each([
  '',
  'kol_live_',
  'Bearer x',
  `kol_live_${'a'.repeat(46)}`,
  `${generateApiKey()}\n`,
  generateApiKey().toUpperCase(),
])('%j is no key', (text) => expect(isWellFormedApiKey(text)).toBe(false));
