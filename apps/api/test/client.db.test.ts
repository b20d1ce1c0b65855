import { createClient, KolonyApiError } from '@kolony/rest';
import { Conversion, type ConversionRequest, Refund } from '@kolony/rest/schema';
import { expect, test } from 'vitest';
import { makeApiWorld } from './api-world.ts';

/** The client package against the real API over a real connection: ¥200.00 × 10 % = ¥20.00, by hand. */
async function shop() {
  const api = await makeApiWorld();
  const baseUrl = await api.server.listen({ host: '127.0.0.1', port: 0 });
  const apiKey = await api.keyWith(['conversions:write', 'conversions:read']);
  const order = (orderId: string): ConversionRequest => ({
    order_id: orderId,
    amount: 20_000,
    currency: 'CNY',
    occurred_at: api.world.clock.now().toISOString(),
    touches: [api.clickId()],
  });
  return {
    order,
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
