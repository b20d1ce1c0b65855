import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectorSettings, createConnection } from '@kolony/connectors';
import { openBuckets } from '@kolony/kernel/buckets';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { rateLimiter, scaled } from '../src/rate-limit.ts';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

const SECRET = 'shpss_of the shop';
const PAYLOADS = join(import.meta.dirname, '../../../packages/domain/connectors/test/payloads');
let api: ApiWorld;
let url: string;

beforeAll(async () => {
  api = await makeApiWorld();
  url = await connect(api, 'shopify');
});
afterAll(() => api[Symbol.asyncDispose]());

async function connect({ world }: ApiWorld, provider: 'shopify' | 'woocommerce'): Promise<string> {
  const connectors = connectorSettings({ secret: 'a1'.repeat(32) });
  const readClick = () => ({ ok: false as const, reason: 'forged' as const });
  const { id } = await createConnection({ ...world.deps, connectors, readClick }, world.brand.scope, {
    provider,
    name: 'Shop',
    secret: SECRET,
    orderPrefix: '',
  });
  return `/v1/connections/${id}/events`;
}

const bodyOf = (name: string, kclid = '') =>
  readFileSync(join(PAYLOADS, `${name}.json`), 'utf8').replaceAll('VISITOR.KCLID', kclid);

async function send(
  body: string,
  { topic = 'orders/create', id = 'w-1', signature = sign(body), to = url, type = 'application/json' } = {},
) {
  const answer = await api.server.inject({
    method: 'POST',
    url: to,
    headers: {
      'content-type': type,
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': id,
      'x-shopify-hmac-sha256': signature,
    },
    payload: body,
  });
  return { status: answer.statusCode, body: z.json().parse(answer.json()), headers: answer.headers };
}
const sign = (body: string) => createHmac('sha256', SECRET).update(body).digest('base64');

test('a shop’s own webhook needs no key: what it signed is recorded, credited to its click, and replayed', async () => {
  const body = bodyOf('shopify-orders-create', api.clickId())
    // The world’s click is an hour before its now.
    .replaceAll('2026-10-01T17:00:00+08:00', api.world.clock.now().toISOString());
  const order_id = '820982911946154508';
  expect(await send(body)).toMatchObject({ status: 200, body: { outcome: 'recorded', order_id, why: null } });
  expect(await send(body)).toMatchObject({ status: 200, body: { outcome: 'replayed', order_id } });
  expect(await api.call({ url: `/v1/conversions/${order_id}` })).toMatchObject({
    status: 200,
    body: { amount: 22_000, status: 'placed', commissions: [{ amount: 3_300 }] },
  });
});

test('whatever was not signed so is a problem with its reason, and is recorded nowhere', async () => {
  const body = bodyOf('shopify-orders-create').replaceAll('820982911946154508', '42');
  const problem = (code: string) => ({
    status: 401,
    body: { status: 401, code: `connectors/${code}`, type: `urn:kolony:problem:connectors/${code}` },
    headers: { 'content-type': expect.stringMatching(/^application\/problem\+json/) },
  });
  expect(await send(body, { signature: sign(`${body} `) })).toMatchObject(problem('signature_wrong'));
  expect(await send(`${body} `, { signature: sign(body) })).toMatchObject(problem('signature_wrong'));
  expect(await send(body, { signature: '' })).toMatchObject(problem('signature_missing'));
  expect(await send(body, { to: '/v1/connections/con_nobody/events' })).toMatchObject({
    status: 404,
    body: { code: 'connectors/connection_not_found' },
  });
  expect((await api.call({ url: '/v1/conversions/42' })).status).toBe(404);
});

test('bytes are signed, not characters; a body without a name of its type is read the same', async () => {
  const body = bodyOf('shopify-orders-create')
    .replaceAll('820982911946154508', '43')
    .replaceAll('Ottawa', '渥太华');
  const sent = await send(body, { id: 'bytes', type: 'text/anything' });
  expect(sent).toMatchObject({ status: 200, body: { outcome: 'recorded' } });
});

test('a mebibyte is a body, a byte more is none', async () => {
  const body = JSON.stringify({ text: 'x'.repeat(1024 * 1024 - 11) });
  expect(Buffer.byteLength(body)).toBe(1024 * 1024);
  expect(await send(body, { id: 'big', topic: 'themes/update' })).toMatchObject({
    status: 200,
    body: { outcome: 'ignored', why: 'topic' },
  });
  expect((await send(`${body} `, { id: 'bigger' })).status).toBe(413);
});

test('WooCommerce’s ping is answered', async () => {
  const answer = await api.server.inject({
    method: 'POST',
    url: await connect(api, 'woocommerce'),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'webhook_id=5',
  });
  expect([answer.statusCode, answer.json()]).toEqual([
    200,
    { outcome: 'ignored', order_id: null, why: 'ping' },
  ]);
});

test('each connection has a bucket of its own, counted before the body is read', async () => {
  await using limited = await makeApiWorld({
    rateLimiter: rateLimiter(
      scaled(0.001),
      openBuckets(() => 0),
    ),
  });
  const [one, other] = [await connect(limited, 'shopify'), await connect(limited, 'woocommerce')];
  const knock = async (to: string) =>
    (await limited.server.inject({ method: 'POST', url: to, payload: '{}' })).statusCode;
  expect([await knock(one), await knock(one), await knock(one)]).toEqual([401, 401, 429]);
  expect(await knock(other)).toBe(401);
});
