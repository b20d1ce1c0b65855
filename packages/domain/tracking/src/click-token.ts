import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { takeRandom } from './random.ts';

/**
 * A click token says by itself which link and deal a click was on, and when, and proves that this tracker said so: an
 * order needs no look-up to trust it, and a click event that is late costs a chart point, never a commission.
 *
 * 33 bytes, base64url, 44 characters: key id 1 · link no 5 · deal no 5 · instant in ms 6 · nonce 4 · HMAC-SHA-256 cut
 * to 12 (96 bits: a forger has one chance in 2^96 a try, and every try is an order of a known shop).
 */
const BYTES = 33;
const SIGNED = 21;
const TEXT = /^[A-Za-z0-9_-]{44}$/;

/** Bytes of a block and of a digest of SHA-256. */
const BLOCK = 64;
const DIGEST = 32;

interface TokenKey {
  id: number;
  /** The key's two pads of HMAC, each with room for what is hashed after it. */
  inner: Buffer;
  outer: Buffer;
}

export interface ClickTokenKeys {
  /** Signs. */
  current: TokenKey;
  /** Verify: the current key and the one before it. Two keys may have one id, once in 256 rotations. */
  accepted: readonly TokenKey[];
}

/** Keys from the installation's secret, and from an earlier one while it is being rotated out. */
export function readClickTokenKeys(secret: string, earlier?: string): ClickTokenKeys {
  const current = derive(secret);
  return { current, accepted: earlier ? [current, derive(earlier)] : [current] };
}

function derive(secret: string): TokenKey {
  const key = new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'hex'), '', 'kolony click token v1', 32));
  return {
    id: hash('sha256', key, 'buffer').readUInt8(0),
    inner: padded(key, 0x36, SIGNED),
    outer: padded(key, 0x5c, DIGEST),
  };
}

export interface Click {
  linkNo: number;
  dealNo: number;
  at: Date;
}

export function mintClickToken(
  { current }: ClickTokenKeys,
  { linkNo, dealNo, at }: Click,
  nonce = takeRandom(4),
): string {
  const bytes = Buffer.allocUnsafe(BYTES);
  bytes.writeUInt8(current.id, 0);
  bytes.writeUIntBE(linkNo, 1, 5);
  bytes.writeUIntBE(dealNo, 6, 5);
  bytes.writeUIntBE(at.getTime(), 11, 6);
  bytes.set(nonce.subarray(0, 4), 17);
  bytes.set(mac(current, bytes), SIGNED);
  return bytes.toString('base64url');
}

export type ReadClickToken = ({ ok: true } & Click) | { ok: false; reason: 'malformed' | 'forged' };

/** In constant time where it matters: how much of a MAC is right is not to be learned from how long this takes. */
export function readClickToken({ accepted }: ClickTokenKeys, token: string): ReadClickToken {
  if (!TEXT.test(token)) return { ok: false, reason: 'malformed' };
  const bytes = Buffer.from(token, 'base64url');
  const ours = accepted.some(
    (key) => key.id === bytes.readUInt8(0) && timingSafeEqual(mac(key, bytes), bytes.subarray(SIGNED)),
  );
  if (!ours) return { ok: false, reason: 'forged' };
  return {
    ok: true,
    linkNo: bytes.readUIntBE(1, 5),
    dealNo: bytes.readUIntBE(6, 5),
    at: new Date(bytes.readUIntBE(11, 6)),
  };
}

/** HMAC-SHA-256 (RFC 2104) by the one-shot hash: an Hmac object per click costs as much again. */
function mac({ inner, outer }: TokenKey, bytes: Buffer): Buffer {
  inner.set(bytes.subarray(0, SIGNED), BLOCK);
  outer.set(hash('sha256', inner, 'buffer'), BLOCK);
  return hash('sha256', outer, 'buffer').subarray(0, BYTES - SIGNED);
}

function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room, pad);
  for (const [at, byte] of key.entries()) bytes[at] = byte ^ pad;
  return bytes;
}
