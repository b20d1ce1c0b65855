import { createServer } from 'node:http';
import { isKolonyError } from '@kolony/kernel';
import type { ResolvedLink } from '@kolony/links/resolver';
import { decide, mintClickToken, readAgent, type Visit, withToken } from '@kolony/tracking';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { clickOf } from './click.ts';
import type { TrackerDeps } from './deps.ts';
import { health } from './health.ts';

const SLUG = /^[a-z0-9]{1,64}$/;

/** GET|HEAD /:slug → 302 once the click is on disk. If the disk fails, the visitor is redirected all the same. */
export function buildServer(deps: TrackerDeps): FastifyInstance {
  const server = Fastify({
    logger: false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    serverFactory: (redirects) =>
      createServer((request, response) => {
        if (!deps.site?.handle(request, response)) redirects(request, response);
      }),
  });
  health(server, deps);
  server.route<{ Params: { slug: string } }>({
    method: ['GET', 'HEAD'],
    url: '/:slug',
    handler: async (request, reply) => {
      const { slug } = request.params;
      if (!SLUG.test(slug)) return say(reply, 404, 'There is no such link.');
      const found = deps.resolver.resolve(slug);
      const link = found instanceof Promise ? await found : found;
      if (!link) return say(reply, 404, 'There is no such link.');
      return redirect(deps, link, { request, reply });
    },
  });
  server.setNotFoundHandler((_request, reply) => say(reply, 404, 'There is no such link.'));
  server.setErrorHandler((error, _request, reply) => {
    if (isKolonyError(error) && error.kind === 'unavailable')
      return say(reply.header('retry-after', '2'), 503, 'Try again in a moment.');
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) console.error('tracker:', error);
    return say(reply, status, status >= 500 ? 'Something went wrong.' : 'Bad request.');
  });
  return server;
}

async function redirect(
  deps: TrackerDeps,
  link: ResolvedLink,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const at = deps.clock.now();
  const { headers } = request;
  const visit: Visit = {
    method: request.method === 'HEAD' ? 'HEAD' : 'GET',
    agent: readAgent(headers['user-agent'] ?? ''),
    prefetch: /prefetch|prerender|preview/i.test(
      String(headers['sec-purpose'] ?? headers.purpose ?? headers['x-moz'] ?? ''),
    ),
  };
  const verdict = decide(link, visit, at);
  reply.header('cache-control', 'no-store');
  if (verdict.to === 'gone') return say(reply, 410, 'This link is no longer in use.');
  if (verdict.to === 'fallback') return reply.redirect(verdict.url, 302);
  const token = mintClickToken(deps.keys, { linkNo: link.no, dealNo: link.dealNo, at });
  const { row, cookie } = clickOf(deps, { link, verdict, visit, request, token, at });
  if (cookie) reply.header('set-cookie', cookie);
  // Counted by the spool itself when it fails: a visitor never pays for our disk.
  await deps.spool.append(Buffer.from(JSON.stringify(row))).catch(() => undefined);
  return reply.redirect(withToken(verdict.url, token), 302);
}

function say(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`);
}
