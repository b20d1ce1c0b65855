import type { ServerResponse } from 'node:http';
import { isKolonyError } from '@kolony/kernel';
import type { Medium, ResolvedLink } from '@kolony/links/resolver';
import { decide, mintClickToken, visitorCookie, withToken } from '@kolony/tracking';
import { type ClickFacts, rowOf, visitOf } from './click.ts';
import type { TrackerDeps } from './deps.ts';

/** What of an address names a link. */
export interface Asked {
  slug: string;
  medium: Medium;
}

/**
 * Answers a visit to a slug: 302 once the click is on disk, or at once when the disk fails; 302 to the fallback or 410
 * when the link no longer earns, 404 when nobody has the slug or the host is another brand's, 503 when that cannot be known. On node:http itself and
 * with callbacks: at these rates a framework's request object and a promise per click cost more than the click.
 */
export function redirect(deps: TrackerDeps, { slug, medium }: Asked, response: ServerResponse): void {
  const found = deps.resolver.resolve(slug);
  if (found instanceof Promise)
    found
      .then((link) => answer(deps, link && { link, medium }, response))
      .catch((error: unknown) => refuse(error, response));
  else answer(deps, found && { link: found, medium }, response);
}

function answer(
  deps: TrackerDeps,
  found: { link: ResolvedLink; medium: Medium } | null,
  response: ServerResponse,
): void {
  const request = response.req;
  const at = deps.clock.now();
  // On a brand's own host there are that brand's links and no others.
  const owner = deps.resolver.brandOf(hostnameOf(request.headers.host));
  const link = found && (owner === undefined || owner === found.link.brandId) ? found.link : null;
  const visit = link && visitOf(deps, link, request);
  const verdict = visit && decide(link, visit, at);
  if (!link || !visit || !verdict) say(response, 404, 'There is no such link.');
  else if (verdict.to === 'gone') say(response, 410, 'This link is no longer in use.');
  else if (verdict.to === 'fallback') go(response, verdict.url);
  else record(deps, { link, verdict, visit, request, at, medium: found?.medium ?? 'link' }, response);
}

function record(deps: TrackerDeps, click: Omit<ClickFacts, 'token'>, response: ServerResponse): void {
  const { link, verdict, visit, at } = click;
  const token = mintClickToken(deps.keys, { linkNo: link.no, dealNo: link.dealNo, at });
  const row = rowOf(deps, { ...click, token });
  if (verdict.recognised) deps.repeats.note(visit.visitor, link.no, at);
  const cookie = verdict.recognised && !visit.known ? visitorCookie(visit.visitor, deps.secure) : null;
  // The spool itself counts what is not durable: a visitor never pays for our disk.
  deps.spool.append(JSON.stringify(row), () => go(response, withToken(verdict.url, token), cookie));
}

/** Lower case, without port. */
function hostnameOf(host = ''): string {
  const colon = host.lastIndexOf(':');
  return (colon === -1 ? host : host.slice(0, colon)).toLowerCase();
}

function go(response: ServerResponse, location: string, cookie: string | null = null): void {
  const headers = ['Location', location, 'Cache-Control', 'no-store', 'Content-Length', '0'];
  if (cookie) headers.push('Set-Cookie', cookie);
  response.writeHead(302, headers).end();
}

function refuse(error: unknown, response: ServerResponse): void {
  if (isKolonyError(error) && error.kind === 'unavailable') {
    response.setHeader('Retry-After', '2');
    say(response, 503, 'Try again in a moment.');
  } else {
    console.error('tracker:', error);
    say(response, 500, 'Something went wrong.');
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  const body = `${text}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(body);
}
