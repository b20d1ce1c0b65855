import { v7 } from 'uuid';

/** What an id names; the prefix makes a pasted id readable and a mixed-up one refusable. */
export type IdPrefix =
  | 'usr'
  | 'brd'
  | 'kol'
  | 'inv'
  | 'agy'
  | 'mem'
  | 'chn'
  | 'key'
  | 'cmp'
  | 'dlv'
  | 'dea'
  | 'trm'
  | 'ddl'
  | 'sub'
  | 'cmt'
  | 'smp'
  | 'lnk'
  | 'cpn'
  | 'bdl'
  | 'acc'
  | 'txn'
  | 'cnv'
  | 'com'
  | 'ref'
  | 'asc'
  | 'era'
  | 'ers'
  | 'stl'
  | 'pay'
  | 'shr'
  | 'alr'
  | 'ann'
  | 'sch'
  | 'ltr'
  | 'rml'
  | 'vew'
  | 'bat'
  | 'aud'
  | 'seg'
  | 'whk'
  | 'evt'
  | 'con';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base 32, lower case

/** A sortable, unguessable id: `cmp_` + 26 characters of a UUIDv7 (RFC 9562) in Crockford base 32. */
export function newId(prefix: IdPrefix, at?: number): string {
  const bytes = v7(at === undefined ? {} : { msecs: at }, new Uint8Array(16));
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET.charAt(Number(value & 31n)) + text;
    value >>= 5n;
  }
  return `${prefix}_${text}`;
}

export function isId(prefix: IdPrefix, text: string): boolean {
  return (
    text.length === prefix.length + 27 &&
    text.startsWith(`${prefix}_`) &&
    /^[0-9a-hjkmnp-tv-z]{26}$/.test(text.slice(prefix.length + 1))
  );
}
