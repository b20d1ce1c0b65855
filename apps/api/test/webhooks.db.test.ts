import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiKey, systemScope } from '@kolony/identity';
import { castBrand } from '@kolony/scenarios/worlds';
import { attemptDelivery, claimDeliveries, type WebhookDeps, webhookSettings } from '@kolony/webhooks';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type ApiWorld, makeApiWorld } from './api-world.ts';

let api: ApiWorld;
beforeAll(async () => {
  api = await makeApiWorld();
});
afterAll(() => api[Symbol.asyncDispose]());

const Made = z.object({ id: z.string(), secret: z.string() });
const url = 'https://93.184.216.34/hook';

test('a shop registers, posts an order, is told of it, and reads the log', async () => {
  const told: { headers: Record<string, string>; body: string }[] = [];
  const shop = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
    told.push({ headers: Object.fromEntries(headers), body });
    response.writeHead(202).end('noted');
  });
  shop.listen(0, '127.0.0.1');
  await once(shop, 'listening');
  const address = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
  const event_types = ['conversion.recorded', 'commission.pending'];
  const made = await api.call({ url: '/v1/webhooks', body: { url: address, event_types } });
  expect(made).toMatchObject({ status: 201, body: { url: address, event_types, disabled_at: null } });
  const { id, secret } = Made.parse(made.body);

  const order = await api.call({ url: '/v1/conversions', body: api.order('told-1') });
  const deps: WebhookDeps = {
    ...api.world.deps,
    webhooks: webhookSettings({ secret: 'a1'.repeat(32), webhooksToLoopback: true }),
  };
  const worker = systemScope('test');
  const claims = await claimDeliveries(deps, worker, { limit: 10 });
  for (const claim of claims) await attemptDelivery(deps, worker, claim);
  shop.close();

  const Order = z.object({
    id: z.string(),
    commissions: z.array(z.object({ id: z.string(), amount: z.int() })),
  });
  const { id: conversionId, commissions } = Order.parse(order.body);
  const events = told.map(({ headers, body }) => new Webhook(secret).verify(body, headers));
  expect(events).toHaveLength(2);
  expect(events).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        type: 'conversion.recorded',
        data: expect.objectContaining({
          id: conversionId,
          order_id: 'told-1',
          amount: 20_000,
          currency: 'CNY',
        }),
      }),
      expect.objectContaining({
        type: 'commission.pending',
        data: expect.objectContaining({ id: commissions[0]?.id, amount: 3_000, order_id: 'told-1' }),
      }),
    ]),
  );
  const list = await api.call({ url: `/v1/webhooks/${id}/deliveries?state=delivered` });
  expect(list.body).toMatchObject({
    data: [
      { state: 'delivered', attempts: 1, last_attempt: { status: 202, answer: 'noted' } },
      { state: 'delivered' },
    ],
    next_cursor: null,
  });
  const eventId = told[0]?.headers['webhook-id'];
  const one = await api.call({ url: `/v1/webhooks/${id}/deliveries/${eventId}` });
  expect(one).toMatchObject({
    status: 200,
    body: { event_id: eventId, body: told[0]?.body, log: [{ status: 202 }] },
  });
  const again = await api.call({ method: 'POST', url: `/v1/webhooks/${id}/deliveries/${eventId}/replay` });
  expect(again).toMatchObject({ status: 200, body: { event_id: eventId } });
  expect((await claimDeliveries(deps, worker, { limit: 10 })).map((claim) => claim.eventId)).toEqual([
    eventId,
  ]);
  await api.call({ method: 'DELETE', url: `/v1/webhooks/${id}` });
});

test('change, rotate, test, replay, delete', async () => {
  const { id, secret } = Made.parse(
    (await api.call({ url: '/v1/webhooks', body: { url, event_types: ['deal.ended', 'deal.ended'] } })).body,
  );
  const at = `/v1/webhooks/${id}`;
  expect(
    await api.call({ method: 'PATCH', url: at, body: { event_types: ['payout.paid'], enabled: false } }),
  ).toMatchObject({
    status: 200,
    body: { url, event_types: ['payout.paid'], disabled_for: 'by_hand' },
  });
  expect(await api.call({ method: 'POST', url: `${at}/test` })).toMatchObject({
    status: 409,
    body: { code: 'webhooks/endpoint_disabled' },
  });
  expect(await api.call({ method: 'PATCH', url: at, body: { enabled: true } })).toMatchObject({
    body: { disabled_at: null, disabled_for: null },
  });
  const rotated = await api.call({ url: `${at}/rotate`, body: {} });
  expect(rotated).toMatchObject({ status: 200, body: { previous_secret_until: expect.any(String) } });
  expect(Made.parse(rotated.body).secret).not.toBe(secret);
  expect(await api.call({ method: 'POST', url: `${at}/test` })).toMatchObject({ status: 200 });
  expect(
    await api.call({ url: `${at}/replay`, body: { failed_since: '2026-01-01T00:00:00Z' } }),
  ).toMatchObject({
    status: 200,
    body: { replayed: 0 },
  });
  const listed = await api.call({ url: '/v1/webhooks' });
  expect(listed.body).toMatchObject({ data: [{ id }], next_cursor: null });
  expect(JSON.stringify(listed.body)).not.toContain('whsec_');
  expect(await api.call({ method: 'DELETE', url: at })).toMatchObject({
    status: 200,
    body: { id, deleted: true },
  });
  expect(await api.call({ method: 'DELETE', url: at })).toMatchObject({ status: 404 });
});

describe('refused', () => {
  test.each([
    [{ url: 'http://shop.example/' }, 'url', { why: 'scheme' }],
    [{ url: 'https://169.254.169.254/' }, 'url', { why: 'address' }],
    [{ url: 'https://shop.example:22/' }, 'url', { why: 'port' }],
  ])('%j: 422 that names the field', async (more, field, facts) => {
    const body = { event_types: ['deal.ended'], ...more };
    expect(await api.call({ url: '/v1/webhooks', body })).toMatchObject({
      status: 422,
      body: { code: 'webhooks/url_refused', field, facts },
    });
  });

  test.each([
    [{ event_types: [] }, 'event_types'],
    [{ event_types: ['everything'] }, 'event_types.0'],
    [{ secret: 'mine' }, 'secret'],
  ])('%j: 422', async (more, field) => {
    const body = { url, event_types: ['deal.ended'], ...more };
    expect(await api.call({ url: '/v1/webhooks', body })).toMatchObject({ status: 422, body: { field } });
  });

  test('a key without the scope: 403, for reading and for writing', async () => {
    const reader = await api.keyWith(['webhooks:read']);
    const orders = await api.keyWith(['conversions:write']);
    expect(await api.call({ url: '/v1/webhooks', key: reader })).toMatchObject({ status: 200 });
    for (const call of [
      { url: '/v1/webhooks', key: orders },
      { url: '/v1/webhooks', key: reader, body: { url, event_types: ['deal.ended'] } },
      { url: '/v1/webhooks/whk_1', key: reader, method: 'DELETE' as const },
      { url: '/v1/webhooks/whk_1/rotate', key: reader, body: {} },
    ])
      expect(await api.call(call)).toMatchObject({ status: 403, body: { code: 'identity/missing_scope' } });
  });

  test('another brand’s webhook: 404 in every way, as if it were not there', async () => {
    const { id } = Made.parse(
      (await api.call({ url: '/v1/webhooks', body: { url, event_types: ['deal.ended'] } })).body,
    );
    const stranger = await castBrand(api.world.deps, { email: 'b@brand.example', workspace: 'B' });
    const { key } = await createApiKey(api.world.deps, stranger.scope, {
      name: 'B',
      scopes: ['webhooks:read', 'webhooks:write'],
    });
    const at = `/v1/webhooks/${id}`;
    for (const call of [
      { method: 'PATCH' as const, url: at, body: { enabled: false } },
      { method: 'DELETE' as const, url: at },
      { url: `${at}/rotate`, body: {} },
      { method: 'POST' as const, url: `${at}/test` },
      { url: `${at}/deliveries` },
      { url: `${at}/deliveries/evt_1` },
      { method: 'POST' as const, url: `${at}/deliveries/evt_1/replay` },
      { url: `${at}/replay`, body: { failed_since: '2026-01-01T00:00:00Z' } },
    ])
      expect([call, await api.call({ ...call, key })]).toMatchObject([call, { status: 404 }]);
    expect(await api.call({ url: '/v1/webhooks', key })).toMatchObject({ body: { data: [] } });
  });
});
