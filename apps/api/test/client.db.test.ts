import { ApiScope } from '@kolony/identity/schema';
import { createClient, everyRow, KolonyApiError } from '@kolony/rest';
import {
  Campaign,
  Conversion,
  type ConversionRequest,
  Deal,
  Delivery,
  DeliveryDetail,
  Link,
  Refund,
  TestEvent,
  WebhookWithSecret,
} from '@kolony/rest/schema';
import { expect, test } from 'vitest';
import { makeApiWorld } from './api-world.ts';

/** The client package against the real API over a real connection: ¥200.00 × 10 % = ¥20.00, by hand. */
async function shop() {
  const api = await makeApiWorld();
  const baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
  const apiKey = await api.keyWith(ApiScope.options);
  const order = (orderId: string): ConversionRequest => ({
    order_id: orderId,
    amount: 20_000,
    currency: 'CNY',
    occurred_at: api.world.clock.now().toISOString(),
    touches: [api.clickId()],
  });
  return {
    order,
    dealId: api.world.link.dealId,
    at: api.world.clock.now().toISOString(),
    client: createClient({ baseUrl, apiKey, backOff: 1 }),
    stranger: createClient({ baseUrl, apiKey: 'kol_live_nobody', backOff: 1 }),
    [Symbol.asyncDispose]: () => api[Symbol.asyncDispose](),
  };
}

test('order, replay, status and refund: each answer is what its schema says', async () => {
  await using s = await shop();
  const first = await s.client.conversions.create(s.order('A-1'));
  expect(Conversion.parse(first)).toEqual(first);
  const [commission] = first.commissions;
  expect(commission).toMatchObject({ state: 'pending', base: 20_000 });
  expect(await s.client.conversions.create(s.order('A-1'))).toEqual({ ...first, replayed: true });
  expect(await s.client.conversions.get('A-1')).toMatchObject({ id: first.id, status: 'paid' });
  expect(
    await s.client.conversions.setStatus('A-1', { status: 'completed', occurred_at: s.at }),
  ).toMatchObject({
    status: 'completed',
  });
  const refund = { refund_id: 'R-1', order_id: 'A-1', amount: 10_000, occurred_at: s.at };
  const taken = await s.client.refunds.create(refund);
  expect(Refund.parse(taken)).toEqual(taken);
  expect(taken.adjustments).toMatchObject([{ amount: (commission?.amount ?? 0) / 2, from: 'pending' }]);
  expect((await s.client.refunds.create(refund)).replayed).toBe(true);
});

test('a hundred calls with one order at once are one order', async () => {
  await using s = await shop();
  const order = s.order('A-1');
  const answers = await Promise.all(Array.from({ length: 100 }, () => s.client.conversions.create(order)));
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
});

test('refusals are errors with code and field', async () => {
  await using s = await shop();
  await s.client.conversions.create(s.order('A-1'));
  await expect(s.client.conversions.create({ ...s.order('A-1'), amount: 1 })).rejects.toMatchObject({
    status: 409,
    code: expect.stringContaining('conflict'),
  });
  await expect(s.client.conversions.create({ ...s.order('A-2'), amount: 0 })).rejects.toMatchObject({
    status: 422,
    field: 'amount',
  });
  await expect(s.client.conversions.get('nothing')).rejects.toMatchObject({ status: 404 });
  await expect(s.stranger.conversions.get('A-1')).rejects.toBeInstanceOf(KolonyApiError);
  await expect(s.stranger.conversions.get('A-1')).rejects.toMatchObject({ status: 401 });
});

test('an order is tried, then sent in a batch with a broken one: each is what its schema says', async () => {
  await using s = await shop();
  const trial = await s.client.testEvents.create(s.order('A-1'));
  expect(TestEvent.parse(trial)).toEqual(trial);
  expect(trial).toMatchObject({ recorded: false, earns: true, status: 201 });
  await expect(s.client.conversions.get('A-1')).rejects.toMatchObject({ status: 404 });
  const results = await s.client.conversions.createMany([s.order('A-1'), { ...s.order('A-2'), amount: -1 }]);
  expect(results).toMatchObject([
    { line: 1, status: 201, body: { order_id: 'A-1' } },
    { line: 2, status: 422, problem: { field: 'amount' } },
  ]);
  expect((await s.client.commissions.list()).data).toMatchObject([{ order_id: 'A-1' }]);
});

test('campaigns, deals and links are what their schemas say', async () => {
  await using s = await shop();
  const deal = await s.client.deals.get(s.dealId);
  expect(Deal.parse(deal)).toEqual(deal);
  const { id: _, ...offered } = await s.client.campaigns.get(deal.campaign.id);
  const { name, currency, brief, disclosure, landing_url, fallback_url, attribution, offer } = offered;
  const draft = await s.client.campaigns.create({
    ...{ name: `${name} again`, currency, brief, disclosure, landing_url, fallback_url, attribution, offer },
    deliverables: [],
    open_to_apply: false,
    starts_at: null,
    ends_at: null,
  });
  expect(Campaign.parse(draft)).toEqual(draft);
  expect(draft).toMatchObject({ state: 'draft', offer });
  const made = await s.client.links.create({ deal_id: s.dealId, label: 'Newsletter' });
  expect(Link.parse(made)).toEqual(made);
  expect(await s.client.links.get(made.id)).toEqual(made);
  const labels: string[] = [];
  for await (const { label } of everyRow(s.client.links.list, { deal_id: s.dealId, limit: 1 }))
    labels.push(label);
  expect(labels).toEqual(['Newsletter', 'mei']);
});

test('a case freezes an order and thaws it; case and order are named in the refusals', async () => {
  await using s = await shop();
  await s.client.conversions.create(s.order('A-1'));
  const change = { case_id: 'RMA-1', occurred_at: s.at } as const;
  const opened = await s.client.conversions.setCase('A-1', { ...change, status: 'opened' });
  expect(Conversion.parse(opened)).toEqual(opened);
  expect(opened.commissions).toMatchObject([{ frozen: true }]);
  expect(
    (await s.client.conversions.setCase('A-1', { ...change, status: 'closed' })).commissions,
  ).toMatchObject([{ frozen: false }]);
  await expect(s.client.conversions.setCase('A-9', { ...change, status: 'opened' })).rejects.toMatchObject({
    status: 404,
  });
  await expect(
    s.client.conversions.setCase('A-1', { ...change, case_id: ' ', status: 'opened' }),
  ).rejects.toMatchObject({ status: 422, field: 'case_id' });
});

test('endpoints are made, changed and removed, their deliveries read and sent again: each is what its schema says', async () => {
  await using s = await shop();
  const { webhooks } = s.client;
  // Documentation's address: it answers nobody, and nothing is sent in this test.
  const made = await webhooks.create({
    url: 'https://93.184.216.34/hook',
    event_types: ['conversion.recorded'],
  });
  expect(WebhookWithSecret.parse(made)).toEqual(made);
  expect(made.secret).toMatch(/^whsec_/);
  const { secret, ...webhook } = made;
  expect(await webhooks.list()).toEqual({ data: [webhook], next_cursor: null });
  const changed = await webhooks.change(made.id, { event_types: ['conversion.recorded', 'refund.recorded'] });
  expect(changed).toEqual({ ...webhook, event_types: ['conversion.recorded', 'refund.recorded'] });
  const rotated = await webhooks.rotateSecret(made.id, { overlap_hours: 1 });
  expect(rotated.secret).not.toBe(secret);
  expect(rotated.previous_secret_until).not.toBeNull();

  await s.client.conversions.create(s.order('A-1'));
  const { event_id: test } = await webhooks.sendTest(made.id);
  const page = await webhooks.deliveries(made.id, { state: 'pending' });
  expect(page.data.map((delivery) => Delivery.parse(delivery))).toEqual(page.data);
  expect(page.data.map(({ type }) => type).sort()).toEqual(['conversion.recorded', 'webhook.test']);
  const one = await webhooks.delivery(made.id, test);
  expect(DeliveryDetail.parse(one)).toEqual(one);
  expect(one).toMatchObject({ event_id: test, state: 'pending', log: [] });
  expect(await webhooks.replay(made.id, test)).toEqual({ event_id: test });
  expect(await webhooks.replayFailed(made.id, { failed_since: s.at })).toEqual({ replayed: 0 });

  expect(await webhooks.delete(made.id)).toEqual({ id: made.id, deleted: true });
  await expect(webhooks.delete(made.id)).rejects.toMatchObject({ status: 404 });
  await expect(
    webhooks.create({ url: 'https://10.0.0.1/', event_types: ['refund.recorded'] }),
  ).rejects.toMatchObject({
    status: 422,
    field: 'url',
  });
  await expect(s.stranger.webhooks.list()).rejects.toMatchObject({ status: 401 });
});
