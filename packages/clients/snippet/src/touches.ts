// Browsers of 2019 run this: regular expressions where replaceAll would read better.
const TOKEN = /^[\w-]{44}$/;
const VISITOR = /^[\w-]{22}$/;
const DAY = 86_400_000;
/** The longest attribution window: what is older can earn nothing. */
const LONGEST = 90 * DAY;
/** Bounds the cookie to a kilobyte, which every request to the shop carries. */
const MOST = 20;

/** What the shop's browser remembers: whose clicks brought it here, and a random name for it. */
export interface Memory {
  /** Click tokens, oldest first. */
  touches: string[];
  /** 22 base64url characters; '' without storage. */
  visitor: string;
}

/** `visitor.token.token`, each recognised by its length; whatever else is there is left out. */
export function readMemory(text: string): Memory {
  const parts = text.split('.');
  return {
    touches: parts.filter((part) => TOKEN.test(part)),
    visitor: parts.find((part) => VISITOR.test(part)) ?? '',
  };
}

export function writeMemory({ touches, visitor }: Memory): string {
  return [visitor, ...touches].filter(Boolean).join('.');
}

/** Both together: each token once, by the instants of their clicks, without those that are too old. */
export function merge(a: Memory, b: Memory, now: number): Memory {
  const touches = [...new Set([...a.touches, ...b.touches])]
    .filter((token) => now - instantOf(token) < LONGEST)
    .sort((one, other) => instantOf(one) - instantOf(other))
    .slice(-MOST);
  return { touches, visitor: a.visitor || b.visitor };
}

/** A token carries its click's instant in bytes 11 to 16 (milliseconds): nothing needs to be stored beside it. */
function instantOf(token: string): number {
  const bytes = atob(token.slice(12, 24).replace(/-/g, '+').replace(/_/g, '/'));
  return [...bytes.slice(2, 8)].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0);
}

/** 128 random bits as 22 base64url characters; not randomUUID, which pages without https do not have. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .slice(0, 22);
}
