import { hash, hkdfSync } from 'node:crypto';
import { DAY } from '@kolony/kernel';
import { randomText } from './random.ts';

/** First-party visitor: 128 random bits, thirteen months. */
const VISITOR_COOKIE = 'kvid';
const THIRTEEN_MONTHS = 396 * 86_400;
const SHAPE = /(?:^|;\s*)kvid=([A-Za-z0-9_-]{22})(?:;|$)/;

export function readVisitor(cookies: string | undefined): string | null {
  return cookies ? (SHAPE.exec(cookies)?.[1] ?? null) : null;
}

export function newVisitor(): string {
  return randomText(16);
}

export function visitorCookie(visitor: string, secure: boolean): string {
  return `${VISITOR_COOKIE}=${visitor}; Path=/; Max-Age=${THIRTEEN_MONTHS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/**
 * Address and user agent, as a keyed hash whose key changes every day (UTC): enough to see a flood within a day, and
 * nothing that says who it was. The address itself is stored nowhere.
 */
export function openNetworkHash(secret: string): (address: string, userAgent: string, at: Date) => string {
  let day = -1;
  let key = '';
  return (address, userAgent, at) => {
    const today = Math.floor(at.getTime() / DAY);
    if (today !== day) {
      day = today;
      key = Buffer.from(
        hkdfSync('sha256', Buffer.from(secret, 'hex'), String(day), 'kolony network hash v2', 32),
      ).toString('hex');
    }
    // Cut to 96 bits, so that knowing a hash is not knowing how to go on with it; no HMAC is needed.
    return hash('sha256', `${key}${address}\n${userAgent}`, 'base64url').slice(0, 16);
  };
}
