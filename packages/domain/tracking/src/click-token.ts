import { hash, hkdfSync, timingSafeEqual } from 'node:crypto';
import { putRandom } from './random.ts';

/**
 * A click token says by itself which link and deal a click was on, and when, and proves that this tracker said so: an
 * order needs no look-up to trust it, and a click event that is late costs a chart point, never a commission.
 *
 * 33 bytes, base64url, 44 characters: key id 1 · link no 5 · deal no 5 · instant in ms 6 · nonce 4 · HMAC-SHA-256 cut
 * to 12 (96 bits: a forger has one chance in 2^96 a try, and every try is an order of a known shop).
 */
const NONCE = 17;
const SIGNED = 21;
/** Both parts are whole groups of three bytes: each is its own base64url, of so many characters. */
const SIGNED_TEXT = 28;
const MAC_TEXT = 16;
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

/** What is signed of the token that is being minted: clicks come one at a time, and an array each is garbage. */
const minting = Buffer.alloc(SIGNED);

/** @param nonce four bytes; two clicks of one millisecond differ by it. */
export function mintClickToken(
  { current }: ClickTokenKeys,
  { linkNo, dealNo, at }: Click,
  nonce?: Uint8Array,
): string {
  minting.writeUInt8(current.id, 0);
  minting.writeUIntBE(linkNo, 1, 5);
  minting.writeUIntBE(dealNo, 6, 5);
  minting.writeUIntBE(at.getTime(), 11, 6);
  if (nonce) minting.set(nonce, NONCE);
  else putRandom(minting, NONCE, SIGNED);
  return minting.toString('base64url') + mac(current, minting);
}

export type ReadClickToken = ({ ok: true } & Click) | { ok: false; reason: 'malformed' | 'forged' };

/** In constant time where it matters: how much of a MAC is right is not to be learned from how long this takes. */
export function readClickToken({ accepted }: ClickTokenKeys, token: string): ReadClickToken {
  if (!TEXT.test(token)) return { ok: false, reason: 'malformed' };
  const signed = Buffer.from(token.slice(0, SIGNED_TEXT), 'base64url');
  const said = Buffer.from(token.slice(SIGNED_TEXT));
  const ours = accepted.some(
    (key) => key.id === signed.readUInt8(0) && timingSafeEqual(Buffer.from(mac(key, signed)), said),
  );
  if (!ours) return { ok: false, reason: 'forged' };
  return {
    ok: true,
    linkNo: signed.readUIntBE(1, 5),
    dealNo: signed.readUIntBE(6, 5),
    at: new Date(signed.readUIntBE(11, 6)),
  };
}

/**
 * HMAC-SHA-256 (RFC 2104) by the one-shot hash, as the token has it: an Hmac object per click costs as much again, a
 * Buffer for what is in between nearly so.
 */
function mac({ inner, outer }: TokenKey, signed: Buffer): string {
  inner.set(signed, BLOCK);
  outer.write(hash('sha256', inner, 'latin1'), BLOCK, 'latin1');
  return hash('sha256', outer, 'base64url').slice(0, MAC_TEXT);
}

function padded(key: Uint8Array, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room, pad);
  for (const [at, byte] of key.entries()) bytes[at] = byte ^ pad;
  return bytes;
}
