import { type Memory, merge, readMemory, writeMemory } from './touches.ts';

const NAME = 'kolony';
const NINETY_DAYS = 90 * 86_400;

/**
 * A first-party cookie, which the shop's server sees at the checkout, and local storage, for where one of both is
 * cleared or refused. Each may throw where the browser blocks it: then it is as if it were empty.
 */
export function readStored(): Memory {
  const cookie = attempt(() => new RegExp(`(?:^|; )${NAME}=([^;]*)`).exec(document.cookie)?.[1]);
  const local = attempt(() => localStorage.getItem(NAME));
  return merge(readMemory(cookie ?? ''), readMemory(local ?? ''), Date.now());
}

/** Whether any of both holds it now. */
export function writeStored(memory: Memory): boolean {
  const text = writeMemory(memory);
  const local = attempt(() => {
    localStorage.setItem(NAME, text);
    return true;
  });
  return setCookie(text) || local === true;
}

export function forgetStored(): void {
  attempt(() => localStorage.removeItem(NAME));
  for (const domain of domains()) attempt(() => bake(domain, 0, ''));
}

/** For the widest domain that the browser lets us, so that shop.example and pay.shop.example share it. */
function setCookie(text: string): boolean {
  return domains().some((domain) => {
    attempt(() => bake(domain, NINETY_DAYS, text));
    return attempt(() => document.cookie.includes(`${NAME}=${text}`)) === true;
  });
}

function bake(domain: string, seconds: number, text: string): void {
  const secure = location.protocol === 'https:' ? ';secure' : '';
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere
  document.cookie = `${NAME}=${text}${domain};path=/;max-age=${seconds};samesite=lax${secure}`;
}

/** From the top down: browsers refuse what belongs to everybody (com, co.uk). The last one is this host alone. */
function domains(): string[] {
  const labels = location.hostname.split('.');
  return [...labels.map((_, index) => `;domain=${labels.slice(-1 - index).join('.')}`), ''];
}

function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
