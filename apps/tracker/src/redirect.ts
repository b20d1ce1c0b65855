import { isKolonyError } from '@kolony/kernel';
import type { Medium, ResolvedLink } from '@kolony/links/resolver';
import { decide, mintClickToken, visitorCookie, withToken } from '@kolony/tracking';
import { type ClickFacts, rowOf, visitOf } from './click.ts';
import type { TrackerDeps } from './deps.ts';
import type { Exchange } from './front/exchange.ts';

const PLAIN_TEXT = {
  'Content-Type': 'text/plain; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

/** What of an address names a link. */
export interface Asked {
  slug: string;
  medium: Medium;
}

/**
 * Answers a visit to a slug: 302 once the click is on disk, or at once when the disk fails; 302 to the fallback or 410
 * when the link no longer earns, 404 when nobody has the slug or the host is another brand's, 503 when that cannot be
 * known. With callbacks: at these rates a promise per click costs as much as its decision.
 */
export function redirect(deps: TrackerDeps, { slug, medium }: Asked, exchange: Exchange): void {
  const found = deps.resolver.resolve(slug);
  if (found instanceof Promise)
    found
      .then((link) => answer(deps, link && { link, medium }, exchange))
      .catch((error: unknown) => refuse(error, exchange));
  else answer(deps, found && { link: found, medium }, exchange);
}

function answer(
  deps: TrackerDeps,
  found: { link: ResolvedLink; medium: Medium } | null,
  exchange: Exchange,
): void {
  const at = deps.clock.now();
  // On a brand's own host there are that brand's links and no others.
  const owner = deps.resolver.brandOf(hostnameOf(exchange.header('host')));
  const link = found && (owner === undefined || owner === found.link.brandId) ? found.link : null;
  const visit = link && visitOf(deps, link, exchange);
  const verdict = visit && decide(link, visit, at);
  if (!link || !visit || !verdict) say(exchange, 404, 'There is no such link.');
  else if (verdict.to === 'gone') say(exchange, 410, 'This link is no longer in use.');
  else if (verdict.to === 'fallback') go(exchange, verdict.url);
  else record(deps, { link, verdict, visit, exchange, at, medium: found?.medium ?? 'link' });
}

function record(deps: TrackerDeps, click: Omit<ClickFacts, 'token'>): void {
  const { link, verdict, visit, exchange, at } = click;
  const token = mintClickToken(deps.keys, { linkNo: link.no, dealNo: link.dealNo, at });
  const row = rowOf(deps, { ...click, token });
  if (verdict.recognised) deps.repeats.note(visit.visitor, link.no, at);
  const cookie = verdict.recognised && !visit.known ? visitorCookie(visit.visitor, deps.secure) : null;
  const location = withToken(verdict.url, token);
  // The spool itself counts what is not durable: a visitor never pays for our disk.
  deps.spool.append(JSON.stringify(row), () => go(exchange, location, cookie));
}

/** Lower case, without port. */
function hostnameOf(host = ''): string {
  const colon = host.lastIndexOf(':');
  return (colon === -1 ? host : host.slice(0, colon)).toLowerCase();
}

function go(exchange: Exchange, location: string, cookie: string | null = null): void {
  const headers = { Location: location, 'Cache-Control': 'no-store' };
  exchange.send(302, cookie === null ? headers : { ...headers, 'Set-Cookie': cookie });
}

function refuse(error: unknown, exchange: Exchange): void {
  if (isKolonyError(error) && error.kind === 'unavailable')
    exchange.send(503, { ...PLAIN_TEXT, 'Retry-After': '2' }, 'Try again in a moment.\n');
  else {
    console.error('tracker:', error);
    say(exchange, 500, 'Something went wrong.');
  }
}

function say(exchange: Exchange, status: number, text: string): void {
  exchange.send(status, PLAIN_TEXT, `${text}\n`);
}
