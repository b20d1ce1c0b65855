import { createServer } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TrackerDeps } from './deps.ts';
import type { Figures } from './figures.ts';
import { health } from './health.ts';
import { redirect } from './redirect.ts';

const SLUG = /^\/([a-z0-9]{1,64})\/?(?:\?|$)/;
/** Addresses of the server's own; no slug is one, since slugs have no vowels. */
const OWN = new Set(['healthz', 'readyz', 'metrics']);

/** GET|HEAD /:slug goes past Fastify, everything else through it. */
export function buildServer(deps: TrackerDeps, everybody: () => Figures[]): FastifyInstance {
  const server = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    serverFactory: (rest) =>
      createServer((request, response) => {
        // While closing: without it, a connection that is in use now would be waited for until its browser lets go.
        if (closing) response.setHeader('Connection', 'close');
        const slug = slugOf(request.method, request.url);
        if (slug !== null) redirect(deps, slug, response);
        else if (!deps.site?.handle(request, response)) rest(request, response);
      }),
  });
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

/** Null for what is not a visit to a link. */
function slugOf(method: string | undefined, url = ''): string | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const slug = SLUG.exec(url)?.[1];
  return slug === undefined || OWN.has(slug) ? null : slug;
}
