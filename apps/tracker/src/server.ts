import { createServer, type ServerResponse } from 'node:http';
import type { Medium } from '@kolony/links/resolver';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TrackerDeps } from './deps.ts';
import type { Figures } from './figures.ts';
import { health } from './health.ts';
import { type Asked, redirect } from './redirect.ts';

/**
 * A slug, and after it how the visitor came: `/slug/q` is a scan. A part of the path, because messengers and cleaners of
 * addresses drop and reorder parameters, and never the path.
 */
const SLUG = /^\/([a-z0-9]{1,64})(?:\/([qsb]))?\/?(?:\?|$)/;
const MEDIUM: Record<string, Medium> = { q: 'qr', s: 'storefront', b: 'bundle' };
/** Addresses of the server's own; no slug is one, since slugs have no vowels. */
const OWN = new Set(['healthz', 'readyz', 'metrics']);

/** GET|HEAD /:slug and /:slug/:medium go past Fastify, everything else through it. */
export function buildServer(deps: TrackerDeps, everybody: () => Figures[]): FastifyInstance {
  const server = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    serverFactory: (rest) =>
      createServer((request, response) => {
        // While closing: without it, a connection that is in use now would be waited for until its browser lets go.
        if (closing) response.setHeader('Connection', 'close');
        const asked = askedFor(request.method, request.url);
        if (asked !== null) visits.add(asked, response);
        else if (!deps.site?.handle(request, response)) rest(request, response);
      }),
  });
  const visits = gather(deps);
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  health(server, everybody);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send('There is no such link.\n'));
  server.setErrorHandler((error: { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) console.error('tracker:', error);
    return reply.code(status).send(status >= 500 ? 'Something went wrong.\n' : 'Bad request.\n');
  });
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  return server;
}

/**
 * Visits that came in one turn of the event loop are answered one after the other at its end: what deciding needs is then
 * still in the processor's cache, and nobody waits longer for it, since their clicks go to disk together anyhow.
 */
function gather(deps: TrackerDeps): { add(asked: Asked, response: ServerResponse): void } {
  let visits: { asked: Asked; response: ServerResponse }[] = [];
  const answerAll = () => {
    const gathered = visits;
    visits = [];
    for (const { asked, response } of gathered) redirect(deps, asked, response);
  };
  return {
    add(asked, response) {
      if (visits.push({ asked, response }) === 1) setImmediate(answerAll);
    },
  };
}

/** Null for what is not a visit to a link. */
function askedFor(method: string | undefined, url = ''): Asked | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const [, slug, mark = ''] = SLUG.exec(url) ?? [];
  return slug === undefined || OWN.has(slug) ? null : { slug, medium: MEDIUM[mark] ?? 'link' };
}
