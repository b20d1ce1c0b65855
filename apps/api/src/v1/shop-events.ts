import { receiveEvent } from '@kolony/connectors';
import type { FastifyInstance } from 'fastify';
import type { ApiDeps } from '../deps.ts';

const BODY_LIMIT = 1024 * 1024;

/**
 * Where shops send their own webhooks: signed instead of keyed, and read byte for byte, because that is what is signed.
 * 200 for whatever was understood, with what came of it; 401 for what was not signed by the connection's secret.
 */
export function shopEvents(server: FastifyInstance, deps: ApiDeps): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
      done(null, body),
    );
    scope.post<{ Params: { id: string }; Body: Buffer | undefined }>(
      '/connections/:id/events',
      {
        bodyLimit: BODY_LIMIT,
        schema: { hide: true },
        // Before the body is read: whoever knows the address needs no key.
        onRequest: async (request, reply) =>
          deps.rateLimiter.count(`connection:${request.params.id}`, reply, { kind: 'writes', count: 1 }),
      },
      async ({ params: { id }, headers, body }) => {
        const request = { headers: Object.fromEntries(single(headers)), body: body ?? Buffer.alloc(0) };
        return receiveEvent(deps, { id, request });
      },
    );
  });
}

/** Of a header that came several times none is believed. */
function single(headers: NodeJS.Dict<string | string[]>): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}
