import { authenticateApiKey } from '@kolony/identity';
import type { ApiScope, BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDeps } from './deps.ts';
import { limitOf } from './rate-limit.ts';
import { together } from './together.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an API key must be allowed to do for this route. */
    scope?: ApiScope;
  }
}

const scopes = new WeakMap<FastifyRequest, BrandScope>();

/** Every route below asks for a Bearer key with the route's scope, and counts its calls. */
export function authenticate(server: FastifyInstance, deps: ApiDeps): void {
  const lookUp = together((key) => authenticateApiKey(deps, key));
  server.addHook('onRequest', async (request, reply) => {
    const key = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const known = key ? await lookUp(key) : null;
    if (!known) throw new KolonyError('identity/bad_api_key', 'unauthenticated');
    deps.rateLimiter.count(known.scope.actor, reply, { kind: limitOf(request), count: 1 });
    const needed = request.routeOptions.config.scope;
    if (!needed || !known.scopes.includes(needed))
      throw new KolonyError('identity/missing_scope', 'forbidden', { scope: needed ?? '' });
    scopes.set(request, known.scope);
  });
}

export function scopeOf(request: FastifyRequest): BrandScope {
  const scope = scopes.get(request);
  if (!scope) throw new KolonyError('identity/bad_api_key', 'unauthenticated');
  return scope;
}
