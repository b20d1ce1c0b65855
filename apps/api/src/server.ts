import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import { authenticate } from './authenticate.ts';
import type { ApiDeps } from './deps.ts';
import { describe } from './docs/describe.ts';
import { docs } from './docs/docs.ts';
import { health } from './health.ts';
import { parseJson } from './parse-json.ts';
import { onError, onNotFound } from './problem.ts';
import { campaigns } from './v1/campaigns.ts';
import { commissions } from './v1/commissions.ts';
import { conversions } from './v1/conversions.ts';
import { deals } from './v1/deals.ts';
import { links } from './v1/links.ts';
import { refunds } from './v1/refunds.ts';
import { reports } from './v1/reports.ts';
import { shopEvents } from './v1/shop-events.ts';
import { testEvents } from './v1/test-events.ts';
import { webhookEvents } from './v1/webhook-events.ts';
import { webhooks } from './v1/webhooks.ts';

const BODY_LIMIT = 1024 * 1024;

/** The public REST API /v1: errors are RFC 9457 problem details, unknown fields are refused. */
export async function buildServer(deps: ApiDeps): Promise<FastifyInstance> {
  const server = Fastify({
    bodyLimit: BODY_LIMIT,
    frameworkErrors: onError,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(onError);
  server.setNotFoundHandler(onNotFound);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, parseJson);
  server.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Kolony',
        version: '1',
        description:
          'Orders, refunds, commissions, campaigns and webhooks of one brand. Money is integer minor units + ISO 4217, time is RFC 3339, unknown fields are refused.',
      },
      servers: [{ url: deps.apiUrl }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
      webhooks: webhookEvents,
    },
    transform: (of) => {
      const { schema, url } = jsonSchemaTransform(of);
      // What a key must be allowed to; extensions of OpenAPI begin with x-.
      return { schema: { ...schema, 'x-scope': of.route.config?.scope ?? '' }, url };
    },
    transformObject: (made) => describe('openapiObject' in made ? made.openapiObject : made.swaggerObject),
  });
  health(server, deps);
  docs(server);
  await server.register(
    async (v1) => {
      let document: string | undefined;
      v1.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
        document ??= JSON.stringify(server.swagger());
        return reply.type('application/json; charset=utf-8').send(document);
      });
      shopEvents(v1, deps);
      await v1.register(async (keyed) => {
        authenticate(keyed, deps);
        const typed = keyed.withTypeProvider<ZodTypeProvider>();
        conversions(typed, deps);
        refunds(typed, deps);
        commissions(typed, deps);
        campaigns(typed, deps);
        deals(typed, deps);
        links(typed, deps);
        reports(typed, deps);
        testEvents(typed, deps);
        webhooks(typed, deps);
      });
    },
    { prefix: '/v1' },
  );
  return server;
}
