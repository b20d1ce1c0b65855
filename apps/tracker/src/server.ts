import { createServer } from 'node:http';
import type { Medium } from '@kolony/links/resolver';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TrackerDeps } from './deps.ts';
import type { Figures } from './figures.ts';
import type { Exchange } from './front/exchange.ts';
import { type Answer, type Front, IDLE, putInFront } from './front/front.ts';
import { nodeExchange } from './front/node-exchange.ts';
import { health } from './health.ts';
import { type Asked, redirect } from './redirect.ts';

/**
 * A slug, and after it how the visitor came: `/slug/q` is a scan. A part of the path, because messengers and cleaners of
 * addresses drop and reorder parameters, and never the path. No slug is an address of the server's own: slugs have no
 * vowels.
 */
const SLUG = /^\/(?!(?:healthz|readyz|metrics)(?:[/?]|$))([a-z0-9]{1,64})(?:\/([qsb]))?\/?(?:\?|$)/;
const MEDIUM: Record<string, Medium> = { q: 'qr', s: 'storefront', b: 'bundle' };

/**
 * GET|HEAD /:slug and /:slug/:medium and what shops' pages ask go past Fastify, and when they are plain requests past
 * node:http too (front/); everything else goes through both.
 */
export function buildServer(deps: TrackerDeps, everybody: () => Figures[]): FastifyInstance {
  const visits = gather(deps);
  let front: Front | undefined;
  const answer: Answer = (exchange) => {
    const asked = askedFor(exchange);
    if (asked === null) return deps.site?.handle(exchange) ?? false;
    visits.add(asked, exchange);
    return true;
  };
  const server = Fastify({
    logger: false,
    forceCloseConnections: 'idle',
    serverFactory(rest) {
      const http = createServer({ keepAliveTimeout: IDLE }, (request, response) => {
        // While closing: without it, a connection that is in use now would be waited for until its browser lets go.
        if (front?.closing()) response.setHeader('Connection', 'close');
        if (!answer(nodeExchange(request, response))) rest(request, response);
      });
      front = putInFront(http, answer);
      return http;
    },
  });
  server.addHook('preClose', async () => front?.close());
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
function gather(deps: TrackerDeps): { add(asked: Asked, exchange: Exchange): void } {
  let visits: { asked: Asked; exchange: Exchange }[] = [];
  const answerAll = () => {
    const gathered = visits;
    visits = [];
    for (const { asked, exchange } of gathered) redirect(deps, asked, exchange);
  };
  return {
    add(asked, exchange) {
      if (visits.push({ asked, exchange }) === 1) setImmediate(answerAll);
    },
  };
}

/** Null for what is not a visit to a link. */
function askedFor({ method, url }: Exchange): Asked | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const [, slug, mark = ''] = SLUG.exec(url) ?? [];
  return slug === undefined ? null : { slug, medium: MEDIUM[mark] ?? 'link' };
}
