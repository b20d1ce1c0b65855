import { systemScope } from '@kolony/identity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { attemptDelivery, changeEndpoint, claimDeliveries, createEndpoint } from '../src/index.ts';
import { openDns } from './dns.ts';
import { openReceiver } from './receiver.ts';
import { lastOf, settings, type WebhookWorld, webhookWorld } from './world.ts';

let w: WebhookWorld;
beforeAll(async () => {
  w = await webhookWorld();
});
afterAll(() => w[Symbol.asyncDispose]());
const worker = systemScope('test');
const eventTypes = ['payout.paid' as const];

test('a name that is public when registered and private when told is not connected to', async () => {
  await using dns = await openDns({ 'hooks.shop.example': ['93.184.216.34'] });
  await using inside = await openReceiver();
  const deps = { ...w.deps, webhooks: { ...settings, allowLoopback: false, resolve: dns.resolve } };
  const url = 'https://hooks.shop.example:8443/hook';
  const { endpoint } = await createEndpoint(deps, w.scope, { url, eventTypes });
  const delivered = async (addresses: string[]) => {
    dns.answers['hooks.shop.example'] = addresses;
    await w.tell();
    const [claim] = await claimDeliveries(deps, worker, { limit: 1 });
    if (claim) await attemptDelivery(deps, worker, claim);
    const { lastAttempt } = await lastOf(w, endpoint.id);
    await w.deps.db.webhookEvent.deleteMany();
    return lastAttempt?.error;
  };
  for (const addresses of [
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['93.184.216.34', '192.168.0.1'],
  ])
    expect([addresses, await delivered(addresses)]).toEqual([addresses, 'forbidden_address']);
  expect(await delivered([])).toBe('unknown_host');
  expect(dns.asked).toHaveLength(7);
  expect(inside.received).toEqual([]);
  await w.deps.db.webhookEndpoint.deleteMany();
});

test('the socket goes to the address that was checked: DNS is asked once per attempt', async () => {
  await using receiver = await openReceiver();
  let asked = 0;
  // Loopback to the first question, as localhost is, and 10.0.0.1 to a second: what rebinding does.
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  const deps = { ...w.deps, webhooks: { ...settings, resolve } };
  const url = `http://localhost:${receiver.port}/hook`;
  const { endpoint } = await createEndpoint({ ...deps, webhooks: settings }, w.scope, { url, eventTypes });
  await w.tell();
  const [claim] = await claimDeliveries(deps, worker, { limit: 1 });
  expect(claim && (await attemptDelivery(deps, worker, claim))).toBe(true);
  expect({ asked, received: receiver.received.length }).toEqual({ asked: 1, received: 1 });
  await w.deps.db.webhookEndpoint.deleteMany({ where: { id: endpoint.id } });
});

test('loopback that was allowed when it was registered is not told once the setting is off', async () => {
  await using receiver = await openReceiver();
  const { id } = await w.subscribe(receiver.url);
  await w.tell();
  const deps = { ...w.deps, webhooks: { ...settings, allowLoopback: false } };
  const [claim] = await claimDeliveries(deps, worker, { limit: 1 });
  expect(claim && (await attemptDelivery(deps, worker, claim))).toBe(false);
  expect(await lastOf(w, id)).toMatchObject({ lastAttempt: { error: 'forbidden_address', status: null } });
  expect(receiver.received).toEqual([]);
});

test.each([
  'http://10.0.0.1/',
  'https://2130706433/',
  'https://[::ffff:169.254.169.254]/latest/meta-data',
  'https://metadata.google.internal/',
])('%s is neither registered nor changed to', async (url) => {
  const deps = { ...w.deps, webhooks: { ...settings, allowLoopback: false } };
  await expect(createEndpoint(deps, w.scope, { url, eventTypes })).rejects.toMatchObject({
    code: 'webhooks/url_refused',
    facts: { field: 'url' },
  });
  const { endpoint } = await createEndpoint(deps, w.scope, { url: 'https://93.184.216.34/', eventTypes });
  await expect(changeEndpoint(deps, w.scope, { id: endpoint.id, url })).rejects.toMatchObject({
    code: 'webhooks/url_refused',
  });
});
