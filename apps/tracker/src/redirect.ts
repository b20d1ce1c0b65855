import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKolonyError } from '@kolony/kernel';
import type { ResolvedLink } from '@kolony/links/resolver';
import { decide, mintClickToken, visitorCookie, withToken } from '@kolony/tracking';
import { rowOf, visitOf } from './click.ts';
import type { TrackerDeps } from './deps.ts';

/**
 * Answers a visit to a slug: 302 once the click is on disk, or at once when the disk fails; 302 to the fallback or 410
 * when the link no longer earns, 404 when nobody has the slug, 503 when that cannot be known. On node:http itself and
 * with callbacks: at these rates a framework's request object and a promise per click cost more than the click.
 */
export function redirect(deps: TrackerDeps, slug: string, request: IncomingMessage, response: ServerResponse): void {
  const found = deps.resolver.resolve(slug);
  if (found instanceof Promise)
    found
      .then((link) => answer(deps, link, request, response))
      .catch((error: unknown) => refuse(error, response));
  else answer(deps, found, request, response);
}

function answer(
  deps: TrackerDeps,
  link: ResolvedLink | null,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (!link) return say(response, 404, 'There is no such link.');
  const at = deps.clock.now();
  const visit = visitOf(deps, link, request);
  const verdict = decide(link, visit, at);
  if (verdict.to === 'gone') return say(response, 410, 'This link is no longer in use.');
  if (verdict.to === 'fallback') return go(response, verdict.url);
  const token = mintClickToken(deps.keys, { linkNo: link.no, dealNo: link.dealNo, at });
  const row = rowOf(deps, { link, verdict, visit, request, token, at });
  if (verdict.recognised) deps.repeats.note(visit.visitor, link.no, at);
  const cookie = verdict.recognised && !visit.known ? visitorCookie(visit.visitor, deps.secure) : null;
  // The spool itself counts what is not durable: a visitor never pays for our disk.
  deps.spool.append(JSON.stringify(row), () => go(response, withToken(verdict.url, token), cookie));
}

function go(response: ServerResponse, location: string, cookie: string | null = null): void {
  const headers = ['Location', location, 'Cache-Control', 'no-store', 'Content-Length', '0'];
  if (cookie) headers.push('Set-Cookie', cookie);
  response.writeHead(302, headers).end();
}

function refuse(error: unknown, response: ServerResponse): void {
  if (isKolonyError(error) && error.kind === 'unavailable') {
    response.setHeader('Retry-After', '2');
    return say(response, 503, 'Try again in a moment.');
  }
  console.error('tracker:', error);
  say(response, 500, 'Something went wrong.');
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
