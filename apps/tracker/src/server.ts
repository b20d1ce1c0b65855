import { createServer } from 'node:http';
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
        if (asked !== null) redirect(deps, asked, response);
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
function askedFor(method: string | undefined, url = ''): Asked | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const [, slug, mark = ''] = SLUG.exec(url) ?? [];
  return slug === undefined || OWN.has(slug) ? null : { slug, medium: MEDIUM[mark] ?? 'link' };
}
