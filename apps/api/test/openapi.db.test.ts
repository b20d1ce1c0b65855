import { createHash } from 'node:crypto';
import { createClient } from '@kolony/rest';
import { EventType } from '@kolony/webhooks/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { OPERATIONS } from '../src/docs/operations.ts';
import { type ApiWorld, makeApiWorld, type Reply } from './api-world.ts';

let api: ApiWorld;
let answer: Reply;
beforeAll(async () => {
  api = await makeApiWorld();
  // Whoever writes a client has no key yet.
  answer = await api.call({ url: '/v1/openapi.json', key: null });
});
afterAll(() => api[Symbol.asyncDispose]());

const Schema = z.record(z.string(), z.unknown());
const Content = z
  .object({
    'application/json': z.object({ schema: Schema, example: z.unknown().optional() }),
    'application/x-ndjson': z.object({ schema: Schema }),
  })
  .partial();
const bodyOf = (content: z.infer<typeof Content> | undefined) =>
  (content?.['application/json'] ?? content?.['application/x-ndjson'])?.schema;
const Operation = z.object({
  requestBody: z.object({ required: z.boolean().optional(), content: Content }).optional(),
  parameters: z
    .array(
      z.object({
        in: z.enum(['path', 'query', 'header']),
        name: z.string(),
        required: z.boolean().optional(),
        schema: Schema,
      }),
    )
    .optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$|^default$/),
    z.object({ description: z.string().min(1), content: Content.optional() }),
  ),
});
/** The parts of OpenAPI 3.1 that a generated client reads. */
const Document = z.object({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.object({ title: z.string(), version: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation),
  ),
  components: z
    .object({
      securitySchemes: z.object({ key: z.object({ type: z.literal('http'), scheme: z.literal('bearer') }) }),
    })
    .loose(),
  security: z.array(z.object({ key: z.array(z.string()) })),
});

const ROUTES = [
  'post /v1/conversions',
  'post /v1/conversions/batch',
  'get /v1/conversions/{order_id}',
  'post /v1/conversions/{order_id}/status',
  'post /v1/conversions/{order_id}/cases',
  'post /v1/refunds',
  'post /v1/refunds/{refund_id}/won-back',
  'get /v1/commissions',
  'get /v1/commissions/{id}/explain',
  'get /v1/campaigns',
  'post /v1/campaigns',
  'get /v1/campaigns/{id}',
  'get /v1/deals',
  'get /v1/deals/{id}',
  'get /v1/links',
  'post /v1/links',
  'get /v1/links/{id}',
  'get /v1/reports/{name}',
  'post /v1/test-events',
  'get /v1/webhooks',
  'post /v1/webhooks',
  'patch /v1/webhooks/{id}',
  'delete /v1/webhooks/{id}',
  'post /v1/webhooks/{id}/rotate',
  'post /v1/webhooks/{id}/test',
  'post /v1/webhooks/{id}/replay',
  'get /v1/webhooks/{id}/deliveries',
  'get /v1/webhooks/{id}/deliveries/{event_id}',
  'post /v1/webhooks/{id}/deliveries/{event_id}/replay',
];
/** Their path says everything. */
const BODILESS = ['post /v1/webhooks/{id}/test', 'post /v1/webhooks/{id}/deliveries/{event_id}/replay'];

test('is an OpenAPI 3.1 document', () => {
  expect(answer.status).toBe(200);
  expect(Document.safeParse(answer.body).error?.issues ?? []).toEqual([]);
});

test('has every route that the server answers, and no other', () => {
  const { paths } = Document.parse(answer.body);
  const written = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  expect(written.sort()).toEqual([...ROUTES].sort());
});

test('the list above is every route there is: the router knows no other under /v1', () => {
  // Fastify prints a tree, four characters a level; a route is the path down to a line that ends in its methods.
  const trail: string[] = [];
  const routes = api.server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, part = '', methods = ''] = /── (\S*) \(([A-Z, ]+)\)$/.exec(line) ?? [];
      const depth = line.search(/[├└]/) / 4;
      trail.splice(depth, trail.length, part);
      return methods
        .split(', ')
        .map((method) => `${method.toLowerCase()} ${trail.join('').replace(/:(\w+)/g, '{$1}')}`);
    });
  // What shops' own software sends is in its words, not in ours.
  const others = ['get /v1/openapi.json', 'post /v1/connections/{id}/events'];
  const keyed = routes.filter((route) => /^(?!head)\w+ \/v1\//.test(route) && !others.includes(route));
  expect(keyed.sort()).toEqual([...ROUTES].sort());
});

test.each(ROUTES)(
  '%s: its parameters are those of its path, and what it takes and gives has a schema',
  (route) => {
    const [method, path = ''] = route.split(' ');
    const { paths } = Document.parse(answer.body);
    const operation = Operation.parse(new Map(Object.entries(paths[path] ?? {})).get(method ?? ''));
    const named = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
    expect(named.map(({ name }) => name)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(named.every(({ required }) => required === true)).toBe(true);
    if (['post', 'patch'].includes(method ?? '') && !BODILESS.includes(route))
      expect(bodyOf(operation.requestBody?.content)).toMatchObject({
        type: 'object',
        additionalProperties: false,
      });
    const { 200: ok, 201: created, 207: each } = operation.responses;
    expect(bodyOf((ok ?? created ?? each)?.content)).toBeTruthy();
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['429', 'default']));
  },
);

test('every event that webhooks tell is described with its headers and its body, from the one list there is', () => {
  const { webhooks } = z
    .object({ webhooks: z.record(z.string(), z.object({ post: Operation })) })
    .parse(answer.body);
  expect(Object.keys(webhooks).sort()).toEqual([...EventType.options, 'webhook.test'].sort());
  for (const [type, { post }] of Object.entries(webhooks)) {
    expect(post.parameters?.map(({ name }) => name)).toEqual([
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
    expect(post.requestBody?.content['application/json']?.schema).toMatchObject({
      required: ['type', 'version', 'timestamp', 'data'],
      properties: {
        type: { const: type },
        version: { const: 1 },
        data: { type: 'object', additionalProperties: false, description: expect.stringMatching(/\w+ \w+/) },
      },
    });
  }
});

test('every reference leads somewhere', () => {
  const references = [...JSON.stringify(answer.body).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, to]) => to ?? '',
  );
  for (const to of references) {
    const found = to
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, step) => Object(at)[step], answer.body);
    expect([to, found]).toEqual([to, expect.anything()]);
  }
});

test('the order’s money is an integer, and what must be sent is said', () => {
  const { paths } = Document.parse(answer.body);
  const schema = paths['/v1/conversions']?.post?.requestBody?.content['application/json']?.schema;
  expect(schema).toMatchObject({
    required: expect.arrayContaining(['order_id', 'amount', 'currency', 'occurred_at']),
    properties: { amount: { type: 'integer' }, currency: { enum: expect.arrayContaining(['CNY', 'JPY']) } },
  });
  expect(Object(schema).required).not.toContain('status');
});

test('every word of the documentation is about a call that there is', () => {
  expect(
    Object.keys(OPERATIONS)
      .map((name) => name.replace(/^\w+/, (method) => method.toLowerCase()))
      .sort(),
  ).toEqual([...ROUTES].sort());
});

test('every call of the client that the documentation names is one', () => {
  const client: unknown = createClient({ baseUrl: 'https://api.example', apiKey: 'x' });
  const named = Object.values(OPERATIONS).flatMap(({ call }) => [
    ...(call ?? '').matchAll(/kolony\.(\w+)\.(\w+)/g),
  ]);
  expect(named.length).toBeGreaterThan(10);
  for (const [text, group = '', method = ''] of named)
    expect([text, typeof Object(Object(client)[group])[method]]).toEqual([text, 'function']);
});

test('the examples that name no row of theirs are answered as they say', async () => {
  await using own = await makeApiWorld();
  for (const [name, { body }] of Object.entries(OPERATIONS)) {
    const [method, url = ''] = name.split(' ');
    if (method !== 'POST' || !body || url.includes('{') || Array.isArray(body)) continue;
    const sent = JSON.parse(
      JSON.stringify(body).replaceAll('2026-11-23T12:00:00Z', own.world.clock.now().toISOString()),
    );
    if (url === '/v1/links') sent.deal_id = own.world.link.dealId;
    if (url === '/v1/webhooks') sent.url = 'https://93.184.216.34/';
    expect([name, (await own.call({ url, body: sent })).status]).toEqual([
      name,
      url.endsWith('events') ? 200 : 201,
    ]);
  }
});

describe('the documentation', () => {
  test('has every call with its path, its fields and a way to call it, and no script', async () => {
    const docs = await api.server.inject({ url: '/docs' });
    expect(docs.statusCode).toBe(200);
    expect(docs.headers['content-type']).toBe('text/html; charset=utf-8');
    const csp = String(docs.headers['content-security-policy']);
    expect(csp).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(csp).not.toContain('unsafe');
    const style = /<style>([\s\S]*?)<\/style>/.exec(docs.body)?.[1] ?? '';
    expect(csp).toContain(createHash('sha256').update(style).digest('base64'));
    expect(docs.body).not.toMatch(/<script|style="|onclick|<link|<img/);
    const ids = [...docs.body.matchAll(/<h3 id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toHaveLength(ROUTES.length);
    expect(new Set(ids).size).toBe(ROUTES.length);
    for (const [, to] of docs.body.matchAll(/href="#([^"]+)"/g)) expect([...ids, 'main']).toContain(to);
    for (const route of ROUTES) expect(docs.body).toContain(route.replace(/^\S+ /, ''));
    for (const field of ['order_id', 'offer.earnings[].rate_bp', 'attribution.window_days', 'items[].sku'])
      expect(docs.body).toContain(`<code>${field}</code>`);
    expect(docs.body).toContain('scope <code>links:write</code>');
    expect(docs.body).toContain('curl -s &#39;https://api.example/v1/conversions&#39;');
    expect(Buffer.byteLength(docs.body)).toBeLessThan(400_000);
  });
});

test('health, readiness and metrics answer, and are no part of the API', async () => {
  expect(await api.call({ url: '/healthz', key: null })).toMatchObject({ status: 200, body: { ok: true } });
  expect(await api.call({ url: '/readyz', key: null })).toMatchObject({
    status: 200,
    body: { ok: true, synchronous_commit: 'on' },
  });
  const metrics = await api.server.inject({ url: '/metrics' });
  expect(metrics.statusCode).toBe(200);
  expect(metrics.body).toMatch(/^kolony_api_orders_total \d+$/m);
});
