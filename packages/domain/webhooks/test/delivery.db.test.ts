import { inTransaction } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { after, DAY, HOUR, MINUTE, SECOND } from '@kolony/kernel';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  announce,
  attemptDelivery,
  claimDeliveries,
  deleteEndpoint,
  forgetOldDeliveries,
  listEndpoints,
  readDelivery,
} from '../src/index.ts';
import { answering, openReceiver } from './receiver.ts';
import { lastOf, payout, type WebhookWorld, webhookWorld } from './world.ts';

let w: WebhookWorld;
beforeAll(async () => {
  w = await webhookWorld();
});
afterEach(() => w.deps.db.webhookEndpoint.deleteMany());
afterAll(() => w[Symbol.asyncDispose]());
const worker = systemScope('test');

test('arrives signed as the standard’s own library verifies it, and once', async () => {
  await using receiver = await openReceiver();
  const { id, secret } = await w.subscribe(receiver.url);
  const eventId = await w.tell(4_200);
  expect(await w.round()).toBe(1);
  expect(await w.round()).toBe(0);
  const [request] = receiver.received;
  expect(receiver.received).toHaveLength(1);
  const headers = Object.fromEntries(
    Object.entries(request?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const body = request?.body ?? '';
  expect(new Webhook(secret).verify(body, headers)).toEqual({
    type: 'payout.paid',
    version: 1,
    timestamp: w.world.clock.now().toISOString(),
    data: { id: 'pay_1', party: 'kol:mei', amount: 4_200, currency: 'CNY', reference: expect.any(String) },
  });
  expect(headers).toMatchObject({ 'webhook-id': eventId, 'content-type': 'application/json' });
  expect(() => new Webhook(secret).verify(body.replace('4200', '4201'), headers)).toThrow();
  expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'evt_other' })).toThrow();
  expect(await lastOf(w, id)).toMatchObject({
    state: 'delivered',
    attempts: 1,
    nextAttemptAt: null,
    lastAttempt: { status: 204 },
  });
});

test('only what was subscribed to, and nothing of a transaction that is rolled back', async () => {
  await using receiver = await openReceiver();
  await w.subscribe(receiver.url, ['deal.accepted']);
  await w.tell();
  await inTransaction(w.deps.db, async (tx) => {
    const at = w.world.clock.now();
    const data = { id: 'dea_1', campaign_id: 'cmp_1', kol_id: 'kol_1', terms_version: 1 };
    await announce(tx, [{ brandId: w.scope.brandId, type: 'deal.accepted', at, data }]);
    throw new Error('the fact did not become true');
  }).catch(() => undefined);
  expect(await w.round()).toBe(0);
  expect(receiver.received).toEqual([]);
});

test('is retried by the schedule for three days under one id, each attempt in the log', async () => {
  await using receiver = await openReceiver(answering(500, {}, 'down'));
  const { id } = await w.subscribe(receiver.url);
  const eventId = await w.tell();
  const began = w.world.clock.now();
  const waits: number[] = [];
  for (let delivery = await tried(); delivery.nextAttemptAt; delivery = await tried()) {
    const wait = delivery.nextAttemptAt.getTime() - w.world.clock.now().getTime();
    waits.push(wait);
    w.world.clock.move(wait - 1);
    expect(await w.round()).toBe(0); // a millisecond early
    w.world.clock.move(1);
  }
  async function tried() {
    expect(await w.round()).toBe(1);
    return lastOf(w, id);
  }
  expect(new Set(receiver.received.map((request) => request.id))).toEqual(new Set([eventId]));
  expect(waits.slice(0, 4).map((wait) => Math.round(wait / SECOND))).toEqual([
    expect.toSatisfy((s) => s >= 4 && s <= 6),
    expect.toSatisfy((s) => s >= 12 && s <= 18),
    expect.toSatisfy((s) => s >= 36 && s <= 54),
    expect.toSatisfy((s) => s >= 108 && s <= 162),
  ]);
  expect(waits.every((wait) => wait <= 9.6 * HOUR)).toBe(true);
  const lasted = w.world.clock.now().getTime() - began.getTime();
  expect(lasted).toBeGreaterThan(2.5 * DAY);
  expect(lasted).toBeLessThanOrEqual(3 * DAY);
  const { log, state } = await readDelivery(w.deps, w.scope, { endpointId: id, eventId });
  expect(state).toBe('failed');
  expect(log).toHaveLength(waits.length + 1);
  expect(log[0]).toMatchObject({ status: 500, error: null, answer: 'down', durationMs: expect.any(Number) });
  w.world.clock.move(10 * DAY);
  expect(await w.round()).toBe(0);
});

test('Retry-After is respected, in seconds', async () => {
  await using receiver = await openReceiver(answering(429, { 'retry-after': '600' }));
  const { id } = await w.subscribe(receiver.url);
  await w.tell();
  await w.round();
  const { nextAttemptAt } = await lastOf(w, id);
  expect(nextAttemptAt).toEqual(after(w.world.clock.now(), 10 * MINUTE));
  receiver.behave(answering(200));
  w.world.clock.move(10 * MINUTE);
  await w.round();
  expect(await lastOf(w, id)).toMatchObject({ state: 'delivered', attempts: 2 });
});

test('Retry-After is respected, as a date', async () => {
  const until = new Date(Date.now() + 2 * HOUR).toUTCString();
  await using receiver = await openReceiver(answering(503, { 'retry-after': until }));
  const { id } = await w.subscribe(receiver.url);
  await w.tell();
  await w.round();
  const { nextAttemptAt } = await lastOf(w, id);
  const wait = (nextAttemptAt?.getTime() ?? 0) - w.world.clock.now().getTime();
  expect(wait).toBeGreaterThan(2 * HOUR - MINUTE);
  expect(wait).toBeLessThanOrEqual(2 * HOUR);
});

test('410 disables at once: what waits fails, what happens meanwhile is kept as failed, nothing is sent', async () => {
  await using receiver = await openReceiver(answering(410));
  const { id } = await w.subscribe(receiver.url);
  for (let i = 0; i < 6; i++) await w.tell(i + 1);
  await w.round(1);
  expect(receiver.received).toHaveLength(1);
  expect((await listEndpoints(w.deps, w.scope)).find((one) => one.id === id)).toMatchObject({
    disabledFor: 'gone',
    disabledAt: w.world.clock.now(),
  });
  await w.tell(7);
  w.world.clock.move(DAY);
  expect(await w.round()).toBe(0);
  const rows = await w.deps.db.webhookDelivery.groupBy({
    by: ['state'],
    where: { endpointId: id },
    _count: true,
  });
  expect(rows).toEqual([{ state: 'failed', _count: 7 }]);
  expect(
    await w.deps.db.auditEvent.count({
      where: { action: 'webhook.disabled', subject: id, brandId: w.scope.brandId },
    }),
  ).toBe(1);
});

test('five days without a success disable; one success in between starts the count anew', async () => {
  await using receiver = await openReceiver(answering(503));
  const { id } = await w.subscribe(receiver.url);
  const now = async () => (await listEndpoints(w.deps, w.scope)).find((one) => one.id === id);
  const fail = async () => {
    await w.tell();
    await w.round();
  };
  await fail();
  expect(await now()).toMatchObject({ failingSince: w.world.clock.now(), disabledAt: null });
  w.world.clock.move(4 * DAY);
  receiver.behave(answering(200));
  await fail();
  expect(await now()).toMatchObject({ failingSince: null, disabledAt: null });
  receiver.behave(answering(503));
  await fail();
  w.world.clock.move(5 * DAY - 1);
  await fail();
  expect(await now()).toMatchObject({ disabledAt: null });
  w.world.clock.move(1);
  await fail();
  expect(await now()).toMatchObject({ disabledFor: 'failing', disabledAt: w.world.clock.now() });
});

test('a redirect is not followed', async () => {
  await using target = await openReceiver();
  await using receiver = await openReceiver(answering(307, { location: target.url }));
  const { id } = await w.subscribe(receiver.url);
  await w.tell();
  await w.round();
  expect(target.received).toEqual([]);
  expect(await lastOf(w, id)).toMatchObject({ state: 'pending', lastAttempt: { status: 307 } });
});

test('of an endless answer a kilobyte is read, and a NUL in it is storable', async () => {
  let written = 0;
  await using receiver = await openReceiver((response) => {
    response.writeHead(200);
    const chunk = Buffer.alloc(64 * 1024, 'a\0');
    const more = () => {
      while (!response.destroyed && written < 1e9) {
        written += chunk.length;
        if (!response.write(chunk)) return response.once('drain', more);
      }
      return response;
    };
    more();
  });
  const { id } = await w.subscribe(receiver.url);
  await w.tell();
  await w.round();
  const { state, lastAttempt } = await lastOf(w, id);
  expect(state).toBe('delivered');
  expect(lastAttempt?.answer).toBe('a\uFFFD'.repeat(512));
  expect(written).toBeLessThan(50e6);
});

test('after fifteen seconds of silence it is a failure, and nobody else waits for it', async () => {
  await using silent = await openReceiver(() => undefined);
  await using refused = await openReceiver();
  await using slow = await openReceiver((response) => void response.writeHead(200).write('a drop'));
  const gone = refused.url;
  await refused[Symbol.asyncDispose]();
  const ids = [];
  for (const url of [silent.url, slow.url, gone]) ids.push((await w.subscribe(url)).id);
  await w.tell();
  const began = performance.now();
  expect(await w.round()).toBe(3);
  const took = performance.now() - began;
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThan(20_000);
  const outcomes = await Promise.all(ids.map((id) => lastOf(w, id)));
  expect(outcomes.map(({ state, lastAttempt }) => [state, lastAttempt?.status, lastAttempt?.error])).toEqual([
    ['pending', null, 'timeout'],
    ['delivered', 200, null], // it took the event; that it never ended its answer is its own affair
    ['pending', null, 'ECONNREFUSED'],
  ]);
});

test('four at once to one endpoint, however many workers, and no other endpoint waits', async () => {
  const { id } = await w.subscribe('http://127.0.0.1:1/busy');
  for (let i = 0; i < 10; i++) await w.tell(i + 1);
  const { id: other } = await w.subscribe('http://127.0.0.1:1/other');
  await w.tell();
  const claims = (
    await Promise.all(Array.from({ length: 8 }, () => claimDeliveries(w.deps, worker, { limit: 50 })))
  ).flat();
  claims.push(...(await claimDeliveries(w.deps, worker, { limit: 50 })));
  const of = (endpointId: string) =>
    claims.filter((claim) => claim.endpointId === endpointId).map((claim) => claim.eventId);
  expect([of(id).length, of(other).length]).toEqual([4, 1]);
  expect(new Set(of(id)).size).toBe(4);
});

test('a claim that nobody booked is due again after a minute; a late booking of it changes nothing', async () => {
  await using receiver = await openReceiver(answering(500));
  const { id } = await w.subscribe(receiver.url);
  const eventId = await w.tell();
  const [lost] = await claimDeliveries(w.deps, worker, { limit: 10 });
  expect(await w.round()).toBe(0);
  w.world.clock.move(MINUTE);
  receiver.behave(answering(200));
  expect(await w.round()).toBe(1);
  receiver.behave(answering(500));
  if (lost) await attemptDelivery(w.deps, worker, lost);
  expect(receiver.received.map((request) => request.id)).toEqual([eventId, eventId]);
  expect(await lastOf(w, id)).toMatchObject({ state: 'delivered', attempts: 2 });
});

test('an endpoint deleted while it is being told is no defect', async () => {
  const { id } = await w.subscribe('http://127.0.0.1:1/');
  await w.tell();
  const [claim] = await claimDeliveries(w.deps, worker, { limit: 10 });
  await deleteEndpoint(w.deps, w.scope, { id });
  expect(claim && (await attemptDelivery(w.deps, worker, claim))).toBe(false);
});

test('telling while an endpoint is deleted fails no fact', async () => {
  const { id } = await w.subscribe('http://127.0.0.1:1/');
  const at = w.world.clock.now();
  const told = inTransaction(w.deps.db, async (tx) => {
    await announce(tx, [payout(w.scope.brandId, { at })]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await announce(tx, [payout(w.scope.brandId, { at })]);
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await deleteEndpoint(w.deps, w.scope, { id });
  await expect(told).resolves.toBeUndefined();
});

test('the log and the events are forgotten after thirty days, what is still on its way is not', async () => {
  await using receiver = await openReceiver();
  const { id } = await w.subscribe(receiver.url);
  const delivered = await w.tell(1);
  await w.round();
  const waiting = await w.tell(2);
  w.world.clock.move(30 * DAY - 1);
  await forgetOldDeliveries(w.deps, worker);
  expect((await readDelivery(w.deps, w.scope, { endpointId: id, eventId: delivered })).log).toHaveLength(1);
  w.world.clock.move(2);
  await forgetOldDeliveries(w.deps, worker);
  await expect(readDelivery(w.deps, w.scope, { endpointId: id, eventId: delivered })).rejects.toMatchObject({
    code: 'webhooks/delivery_not_found',
  });
  expect(await lastOf(w, id)).toMatchObject({ eventId: waiting, state: 'pending' });
});
