import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DAY, MINUTE } from '@kolony/kernel';
import { LRUCache } from 'lru-cache';

/** First-party visitor: 128 random bits, thirteen months. */
const VISITOR_COOKIE = 'kvid';
const THIRTEEN_MONTHS = 396 * 86_400;
const SHAPE = /(?:^|;\s*)kvid=([A-Za-z0-9_-]{22})(?:;|$)/;

export function readVisitor(cookies: string | undefined): string | null {
  return cookies ? (SHAPE.exec(cookies)?.[1] ?? null) : null;
}

export function newVisitor(): string {
  return randomBytes(16).toString('base64url');
}

export function visitorCookie(visitor: string, secure: boolean): string {
  return `${VISITOR_COOKIE}=${visitor}; Path=/; Max-Age=${THIRTEEN_MONTHS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

/** A visitor's next click on a link within half an hour of the last is the same click again. */
const REPEAT_WITHIN = 30 * MINUTE;

/** Remembers a bounded number of visitors per link; a forgotten one counts once more, which is the kinder mistake. */
export function openRepeats(max = 200_000): (visitor: string, linkNo: number, at: Date) => boolean {
  const last = new LRUCache<string, number>({ max });
  return (visitor, linkNo, at) => {
    const key = `${visitor}${linkNo}`;
    const before = last.get(key);
    last.set(key, at.getTime());
    return before !== undefined && at.getTime() - before < REPEAT_WITHIN;
  };
}

/**
 * Address and user agent, as a keyed hash whose key changes every day (UTC): enough to see a flood within a day, and
 * nothing that says who it was. The address itself is stored nowhere.
 */
export function openNetworkHash(secret: string): (address: string, userAgent: string, at: Date) => string {
  let day = -1;
  let key: Uint8Array = new Uint8Array();
  return (address, userAgent, at) => {
    const today = Math.floor(at.getTime() / DAY);
    if (today !== day) {
      day = today;
      key = new Uint8Array(
        hkdfSync('sha256', Buffer.from(secret, 'hex'), String(day), 'kolony network hash v1', 32),
      );
    }
    return createHmac('sha256', key)
      .update(address)
      .update('\n')
      .update(userAgent)
      .digest('base64url')
      .slice(0, 16);
  };
}
