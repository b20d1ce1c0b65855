import { randomBytes } from 'node:crypto';
import { sha256 } from '@kolony/kernel/hash';
import { type ApiKey, ApiScope } from './schema.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'; // RFC 4648 base 32, lower case
const RANDOM_CHARS = 40; // 200 bits
const CHECK_CHARS = 6;

/** `kol_live_` + 40 random characters + 6 of their SHA-256: a typing mistake is refused without a look-up. */
const SHAPE = new RegExp(`^kol_live_([a-z2-7]{${RANDOM_CHARS}})([0-9a-f]{${CHECK_CHARS}})$`);

export function generateApiKey(): string {
  const secret = [...randomBytes(RANDOM_CHARS)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
  return `kol_live_${secret}${checksum(secret)}`;
}

export function isWellFormedApiKey(text: string): boolean {
  const [, secret, check] = SHAPE.exec(text) ?? [];
  return secret !== undefined && checksum(secret) === check;
}

function checksum(secret: string): string {
  return sha256(secret).slice(0, CHECK_CHARS);
}

/** Enough to recognise a key on a screen: five of its characters, 25 of 200 bits. */
export function prefixOf(key: string): string {
  return key.slice(0, 'kol_live_'.length + 5);
}

export function toApiKey(row: Omit<ApiKey, 'scopes'> & { scopes: string[] }): ApiKey {
  const { id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt } = row;
  return { id, name, prefix, scopes: ApiScope.array().parse(scopes), createdAt, lastUsedAt, revokedAt };
}
