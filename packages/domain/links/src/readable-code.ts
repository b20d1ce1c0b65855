import { randomInt } from 'node:crypto';

/** As slugs, in capitals: nothing that is mistaken for something else, read aloud or off a poster. */
const ALPHABET = '23456789BCDFGHJKMNPQRSTVWXYZ';
const LENGTH = 6; // 28^6 ≈ 482 million

export function readableCode(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
