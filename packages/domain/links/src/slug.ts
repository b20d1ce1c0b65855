import { randomInt } from 'node:crypto';

/** Without 0/o, 1/l/i and vowels: readable aloud, and neither words nor the tracker's own paths by accident. */
const ALPHABET = '23456789bcdfghjkmnpqrstvwxyz';
const LENGTH = 7; // 28^7 ≈ 13.5 billion

/** Unguessable: a slug says nothing of its neighbours. */
export function newSlug(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
