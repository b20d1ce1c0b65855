import { createHash, createHmac } from 'node:crypto';

/** JSON with sorted keys and without undefined, so that equal inputs have equal text. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value.toISOString());
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, v]) => v !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`);
    return `{${fields.join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}

/** SHA-256 of the canonical JSON, hex: tells "the same request again" from "the same key, another request". */
export function inputHash(value: unknown): string {
  return sha256(canonicalJson(value));
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

export function hmacSha256(key: string | Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
