import { connectorSettings } from '@kolony/connectors';
import { createApiKey } from '@kolony/identity';
import { ApiScope } from '@kolony/identity/schema';
import { after, HOUR } from '@kolony/kernel';
import { type LiveWorld, liveWorld } from '@kolony/scenarios/worlds';
import { mintClickToken, readClickToken, readClickTokenKeys } from '@kolony/tracking';
import { openWarehouse } from '@kolony/warehouse';
import { webhookSettings } from '@kolony/webhooks';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type RateLimiter, rateLimiter } from '../src/rate-limit.ts';
import { buildServer } from '../src/server.ts';

export const clickKeys = readClickTokenKeys('a1'.repeat(32));

export interface Reply {
  status: number;
  body: unknown;
  headers: Record<string, unknown>;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  body?: unknown;
  /** Sent as it is instead of a body. */
  raw?: string | undefined;
  /** Instead of the world's key with every scope; null for none. */
  key?: string | null;
  headers?: Record<string, string>;
}

export interface ApiWorld extends AsyncDisposable {
  world: LiveWorld;
  server: FastifyInstance;
  call(request: Call): Promise<Reply>;
  keyWith(scopes: ApiScope[]): Promise<string>;
  /** A click of the world's link an hour before now. */
  clickId(): string;
  /** A paid order of ¥200.00 after that click. */
  order(orderId: string, more?: Record<string, unknown>): Record<string, unknown>;
}

/** A live deal, a key with every scope, and a server that cannot reach ClickHouse unless it is given: only reports need it. */
export async function makeApiWorld(
  options: { budget?: number; rateLimiter?: RateLimiter; clickhouseUrl?: string } = {},
): Promise<ApiWorld> {
  const world = await liveWorld(options);
  const { deps, brand, clock } = world;
  const warehouse = openWarehouse({
    url: options.clickhouseUrl ?? 'http://kolony:none@127.0.0.1:1/kolony',
    surface: 'test',
  });
  const webhooks = webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: true });
  const server = await buildServer({
    ...deps,
    warehouse,
    clickKeys,
    readClick: (token) => readClickToken(clickKeys, token),
    connectors: connectorSettings({ secret: 'a1'.repeat(32) }),
    webhooks,
    apiUrl: 'https://api.example',
    rateLimiter: options.rateLimiter ?? rateLimiter(null),
  });
  const keyWith = async (scopes: ApiScope[]) =>
    (await createApiKey(deps, brand.scope, { name: 'Shop', scopes })).key;
  const everything = await keyWith(ApiScope.options);
  const clickId = () =>
    mintClickToken(
      clickKeys,
      { linkNo: world.linkNo, dealNo: world.dealNo, at: after(clock.now(), -HOUR) },
      Buffer.from('test'),
    );
  return {
    world,
    server,
    keyWith,
    clickId,
    order: (orderId, more = {}) => ({
      order_id: orderId,
      amount: 20_000,
      currency: 'CNY',
      occurred_at: clock.now().toISOString(),
      click_id: clickId(),
      ...more,
    }),
    async call({ method, url, body, raw, key = everything, headers = {} }) {
      const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
      const answer = await server.inject({
        method: method ?? (payload === undefined ? 'GET' : 'POST'),
        url,
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      });
      return { status: answer.statusCode, body: z.json().parse(answer.json()), headers: answer.headers };
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await warehouse.close();
      await world[Symbol.asyncDispose]();
    },
  };
}
