import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { KolonyError, present } from '@kolony/kernel';

const CIPHER = 'aes-256-gcm';
const IV = 12;
const TAG = 16;

/**
 * A shop's secret as it is stored: nonce, tag, ciphertext. It must be had again to check signatures, so it cannot be a
 * hash; bound to its connection's id, so that it opens in no other row.
 */
export function seal(
  keys: readonly Uint8Array[],
  { id, secret }: { id: string; secret: string },
): Uint8Array {
  const iv = randomBytes(IV);
  const cipher = createCipheriv(CIPHER, present(keys[0], 'key'), iv).setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), text]));
}

/** `connectors/secret_lost`: sealed by a key that is no longer there; the brand enters the secret again. */
export function open(
  keys: readonly Uint8Array[],
  { id, sealed }: { id: string; sealed: Uint8Array },
): string {
  const bytes = Buffer.from(sealed);
  for (const key of keys) {
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(IV, IV + TAG));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8');
    } catch {
      // Another key's.
    }
  }
  throw new KolonyError('connectors/secret_lost', 'conflict', { id });
}
