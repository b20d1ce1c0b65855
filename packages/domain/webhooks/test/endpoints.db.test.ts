import { after, DAY, HOUR } from '@kolony/kernel';
import { castBrand } from '@kolony/scenarios/worlds';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listDeliveries,
  listEndpoints,
  readDelivery,
  replayDelivery,
  replayFailed,
  rotateSecret,
  sendTestEvent,
} from '../src/index.ts';
import { BODIES } from '../src/schema.ts';
import { answering, openReceiver, type Received } from './receiver.ts';
import { lastOf, type WebhookWorld, webhookWorld } from './world.ts';

let w: WebhookWorld;
beforeAll(async () => {
  w = await webhookWorld();
});
afterEach(() => w.deps.db.webhookEndpoint.deleteMany());
afterAll(() => w[Symbol.asyncDispose]());

const verifies = (secret: string, { headers, body }: Received) => {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  try {
    return new Webhook(secret).verify(body, Object.fromEntries(texts)) !== null;
  } catch {
    return false;
  }
};

test('rotation: both secrets sign while they overlap, then the new one alone', async () => {
  await using receiver = await openReceiver();
  const { id, secret: first } = await w.subscribe(receiver.url);
  const { secret: second, endpoint } = await rotateSecret(w.deps, w.scope, { id, overlapHours: 24 });
  expect(endpoint.previousSecretUntil).toEqual(after(w.world.clock.now(), DAY));
  const signatures = async () => {
    await w.tell();
    await w.round();
    const last = receiver.received.at(-1);
    if (!last) throw new Error('nothing came');
    return {
      signatures: String(last.headers['webhook-signature']).split(' ').length,
      first: verifies(first, last),
      second: verifies(second, last),
    };
  };
  expect(second).not.toBe(first);
  expect(await signatures()).toEqual({ signatures: 2, first: true, second: true });
  w.world.clock.move(DAY - 1);
  expect(await signatures()).toEqual({ signatures: 2, first: true, second: true });
  w.world.clock.move(1);
  expect(await signatures()).toEqual({ signatures: 1, first: false, second: true });
  const { secret: third } = await rotateSecret(w.deps, w.scope, { id, overlapHours: 0 });
  expect(await signatures()).toEqual({ signatures: 1, first: false, second: false });
  expect(receiver.received.at(-1) && verifies(third, receiver.received.at(-1) as Received)).toBe(true);
});

test('every endpoint has a secret of its own, and no store has it', async () => {
  const { secret } = await w.subscribe('https://93.184.216.34/a');
  const { secret: other } = await w.subscribe('https://93.184.216.34/a');
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(other).not.toBe(secret);
  const rows = JSON.stringify(await w.deps.db.webhookEndpoint.findMany());
  const audited = JSON.stringify(await w.deps.db.auditEvent.findMany(), (_key, value) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  for (const text of [rows, audited, JSON.stringify(await listEndpoints(w.deps, w.scope))])
    expect(text).not.toContain(secret.slice(6, 30));
});

test('a test event comes whatever is subscribed to', async () => {
  await using receiver = await openReceiver();
  const { id } = await w.subscribe(receiver.url, ['deal.ended']);
  const { eventId } = await sendTestEvent(w.deps, w.scope, { id });
  await w.round();
  expect(receiver.received.map((request) => request.id)).toEqual([eventId]);
  const body: unknown = JSON.parse(receiver.received[0]?.body ?? '');
  expect(BODIES.get('webhook.test')?.safeParse(body).success).toBe(true);
  await changeEndpoint(w.deps, w.scope, { id, enabled: false });
  await expect(sendTestEvent(w.deps, w.scope, { id })).rejects.toMatchObject({
    code: 'webhooks/endpoint_disabled',
  });
});

describe('replay', () => {
  test('of one delivery, delivered or failed, under the same id', async () => {
    await using receiver = await openReceiver();
    const { id } = await w.subscribe(receiver.url);
    const eventId = await w.tell();
    await w.round();
    await replayDelivery(w.deps, w.scope, { endpointId: id, eventId });
    expect(await lastOf(w, id)).toMatchObject({ state: 'pending', attempts: 0 });
    await w.round();
    expect(receiver.received.map((request) => request.id)).toEqual([eventId, eventId]);
    expect(receiver.received[0]?.body).toBe(receiver.received[1]?.body);
    expect((await readDelivery(w.deps, w.scope, { endpointId: id, eventId })).log).toHaveLength(2);
  });

  test('of all that failed since an instant, with three days of retries again', async () => {
    await using receiver = await openReceiver(answering(410));
    const { id } = await w.subscribe(receiver.url);
    const early = await w.tell(1);
    w.world.clock.move(HOUR);
    const since = w.world.clock.now();
    const late = [await w.tell(2)];
    await w.round();
    late.push(await w.tell(3)); // missed: the endpoint is disabled
    await expect(replayFailed(w.deps, w.scope, { id, since })).rejects.toMatchObject({
      code: 'webhooks/endpoint_disabled',
    });
    await changeEndpoint(w.deps, w.scope, { id, enabled: true });
    expect(await w.round()).toBe(0); // switching on sends nothing by itself
    receiver.received.length = 0;
    receiver.behave(answering(500));
    w.world.clock.move(4 * DAY);
    expect(await replayFailed(w.deps, w.scope, { id, since })).toEqual({ replayed: 2 });
    await w.round();
    expect(receiver.received.map((request) => request.id).sort()).toEqual(late.sort());
    const { data } = await listDeliveries(w.deps, w.scope, { id });
    expect(data.map(({ eventId, state }) => [eventId, state]).sort()).toEqual(
      [[early, 'failed'], ...late.map((eventId) => [eventId, 'pending'])].sort(),
    );
  });
});

test('at most ten, also when they come at once', async () => {
  const url = 'https://93.184.216.34/';
  const made = await Promise.allSettled(Array.from({ length: 14 }, () => w.subscribe(url)));
  expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  await expect(w.subscribe(url)).rejects.toMatchObject({
    code: 'webhooks/too_many_endpoints',
    facts: { most: 10 },
  });
});

test('pages of deliveries', async () => {
  const { id } = await w.subscribe('https://93.184.216.34/');
  const told: string[] = [];
  for (let i = 0; i < 5; i++) {
    w.world.clock.move(1);
    told.unshift(await w.tell(i + 1));
  }
  const first = await listDeliveries(w.deps, w.scope, { id, limit: 3 });
  const second = await listDeliveries(w.deps, w.scope, { id, limit: 3, cursor: first.nextCursor ?? '' });
  expect([...first.data, ...second.data].map(({ eventId }) => eventId)).toEqual(told);
  expect(second.nextCursor).toBeNull();
  expect((await listDeliveries(w.deps, w.scope, { id, state: 'failed' })).data).toEqual([]);
});

test('another brand’s endpoint is an endpoint of nothing, and its events are not told', async () => {
  await using receiver = await openReceiver();
  const { scope: stranger } = await castBrand(w.deps, { email: 'b@brand.example', workspace: 'B' });
  const { id } = await w.subscribe(receiver.url);
  const eventId = await w.tell();
  const { endpoint: theirs } = await createEndpoint(w.deps, stranger, {
    url: receiver.url,
    eventTypes: ['payout.paid'],
  });
  await w.tell();
  expect((await listDeliveries(w.deps, stranger, { id: theirs.id })).data).toEqual([]);
  expect((await listEndpoints(w.deps, stranger)).map((one) => one.id)).toEqual([theirs.id]);
  const refused = { code: 'webhooks/endpoint_not_found', kind: 'not_found' };
  await expect(changeEndpoint(w.deps, stranger, { id, enabled: false })).rejects.toMatchObject(refused);
  await expect(deleteEndpoint(w.deps, stranger, { id })).rejects.toMatchObject(refused);
  await expect(rotateSecret(w.deps, stranger, { id, overlapHours: 0 })).rejects.toMatchObject(refused);
  await expect(sendTestEvent(w.deps, stranger, { id })).rejects.toMatchObject(refused);
  await expect(listDeliveries(w.deps, stranger, { id })).rejects.toMatchObject(refused);
  await expect(replayFailed(w.deps, stranger, { id, since: new Date(0) })).rejects.toMatchObject(refused);
  await expect(replayDelivery(w.deps, stranger, { endpointId: id, eventId })).rejects.toMatchObject(refused);
  await expect(replayDelivery(w.deps, stranger, { endpointId: theirs.id, eventId })).rejects.toMatchObject({
    code: 'webhooks/delivery_not_found',
  });
  await expect(readDelivery(w.deps, stranger, { endpointId: id, eventId })).rejects.toMatchObject({
    code: 'webhooks/delivery_not_found',
  });
  expect(await listEndpoints(w.deps, w.scope)).toMatchObject([
    { id, disabledAt: null, previousSecretUntil: null },
  ]);
});
