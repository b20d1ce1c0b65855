import { recordConversions } from '@kolony/commissions';
import { after, DAY, MINUTE } from '@kolony/kernel';
import { castBrand } from '@kolony/scenarios/worlds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  changeConnection,
  createConnection,
  deleteConnection,
  forgetOldEvents,
  listConnectionEvents,
  listConnections,
  receiveEvent,
} from '../src/index.ts';
import { providerOf, requestOf, SECRETS, textOf } from './payloads.ts';
import { type ShopWorld, shopWorld, worker } from './world.ts';

let w: ShopWorld;
beforeAll(async () => {
  w = await shopWorld();
});
afterAll(() => w[Symbol.asyncDispose]());

const NAMES = ['shopify-orders-create', 'woocommerce-order-created', 'stripe-checkout-completed'] as const;

describe.each(NAMES)('%s', (name) => {
  const provider = providerOf(name);
  const states = async () => ({
    orders: await w.deps.db.conversion.count(),
    events: await w.deps.db.connectionDelivery.count(),
    known: await w.deps.db.connectionOrder.count(),
  });
  const of = async () => {
    const all = await listConnections(w.deps, w.scope);
    return all.find(({ id }) => id === w.shopOf(provider));
  };

  test('unsigned, signed by another, or changed: 401 with the reason, counted, and nothing else', async () => {
    const id = w.shopOf(provider);
    const before = await states();
    const signed = requestOf(name, { now: w.world.clock.now() });
    const strangers = [
      [{ ...signed, headers: {} }, 'signature_missing'],
      [requestOf(name, { now: w.world.clock.now(), secret: 'a secret of somebody else' }), 'signature_wrong'],
      [
        { ...signed, body: Buffer.from(textOf(name).replace('220', '999').replace('223', '999')) },
        'signature_wrong',
      ],
      ...(provider === 'stripe'
        ? ([[requestOf(name, { now: after(w.world.clock.now(), -6 * MINUTE) }), 'signature_old']] as const)
        : []),
    ] as const;
    for (const [at, [request, why]] of strangers.entries()) {
      await expect(receiveEvent(w.deps, { id, request })).rejects.toMatchObject({
        code: `connectors/${why}`,
        kind: 'unauthenticated',
      });
      expect(await of()).toMatchObject({ turnedAway: at + 1, lastTurnedAwayFor: why, received: 0 });
    }
    expect(await states()).toEqual(before);
  });

  test('paused it takes nothing; on again it does; with another secret the one before is a stranger’s', async () => {
    const id = w.shopOf(provider);
    const request = requestOf(name, { now: w.world.clock.now() });
    await w.pause(provider, true);
    await expect(receiveEvent(w.deps, { id, request })).rejects.toMatchObject({
      code: 'connectors/connection_paused',
    });
    await w.pause(provider, false);
    await changeConnection(w.deps, w.scope, { id, secret: 'another secret' });
    await expect(receiveEvent(w.deps, { id, request })).rejects.toMatchObject({
      code: 'connectors/signature_wrong',
    });
    const other = requestOf(name, { now: w.world.clock.now(), secret: 'another secret' });
    expect(await receiveEvent(w.deps, { id, request: other })).toMatchObject({ outcome: 'recorded' });
    expect(await of()).toMatchObject({ received: 1, lastReceivedAt: w.world.clock.now(), secretEnd: 'cret' });
    await changeConnection(w.deps, w.scope, { id, secret: SECRETS[provider] });
  });
});

test('what is signed and no event is taken and refused, by the field that is wrong', async () => {
  const id = w.shopOf('shopify');
  const send = (text: string, eventId: string) =>
    receiveEvent(w.deps, {
      id,
      request: requestOf('shopify-orders-create', { now: w.world.clock.now(), text, eventId }),
    });
  const broken = textOf('shopify-orders-create').replace('"currency": "CNY"', '"currency": "XXX"');
  expect(await send(broken, 'broken-1')).toEqual({
    outcome: 'refused',
    order_id: null,
    why: 'connectors/malformed_event currency',
  });
  expect(await send('<order/>', 'broken-2')).toMatchObject({ outcome: 'refused' });
  // Mended and sent again under the same id it is looked at again.
  expect(
    await send(textOf('shopify-orders-create').replaceAll('820982911946154508', '55'), 'broken-1'),
  ).toMatchObject({
    outcome: 'recorded',
    order_id: '55',
  });
});

test('from the future it is refused as the API refuses it', async () => {
  const request = requestOf('shopify-orders-create', {
    now: w.world.clock.now(),
    text: textOf('shopify-orders-create')
      .replaceAll('820982911946154508', '77')
      .replace('2026-10-01T17', '2026-12-01T17'),
    eventId: 'future',
  });
  expect(await receiveEvent(w.deps, { id: w.shopOf('shopify'), request })).toMatchObject({
    outcome: 'refused',
    why: 'commissions/occurred_in_future',
  });
});

test('WooCommerce’s ping is answered before anything is signed, and only there', async () => {
  const ping = { headers: {}, body: Buffer.from('webhook_id=12') };
  expect(await receiveEvent(w.deps, { id: w.shopOf('woocommerce'), request: ping })).toEqual({
    outcome: 'ignored',
    order_id: null,
    why: 'ping',
  });
  await expect(receiveEvent(w.deps, { id: w.shopOf('shopify'), request: ping })).rejects.toMatchObject({
    code: 'connectors/signature_missing',
  });
});

test('an order that the shop’s server reported itself is not recorded twice; what happens to it still counts', async () => {
  await recordConversions(w.deps, w.scope, [
    w.world.order('9900', 22_000, { occurredAt: new Date('2026-10-01T09:00:00Z') }),
  ]);
  const replace = { '820982911946154508': '9900', '890088186047892319': '9901' };
  expect(await w.receive('shopify-orders-create', { replace, eventId: 'both-1' })).toMatchObject({
    outcome: 'replayed',
  });
  expect(await w.receive('shopify-refunds-create', { replace, eventId: 'both-2' })).toMatchObject({
    outcome: 'recorded',
  });
  expect(await w.order('9900')).toMatchObject({ amount: 22_000, refunded: 9_000, commission: 1_950 });
});

describe('shops of one brand', () => {
  test('two that number alike need prefixes; orders and refunds carry them', async () => {
    const input = { provider: 'woocommerce', name: 'Second', secret: SECRETS.woocommerce } as const;
    await expect(createConnection(w.deps, w.scope, { ...input, orderPrefix: '' })).rejects.toMatchObject({
      code: 'connectors/prefix_taken',
      facts: { field: 'orderPrefix' },
    });
    const { id } = await createConnection(w.deps, w.scope, { ...input, orderPrefix: 'hk-' });
    const request = requestOf('woocommerce-order-updated-refund', { now: w.world.clock.now() });
    expect(await receiveEvent(w.deps, { id, request })).toMatchObject({
      outcome: 'recorded',
      order_id: 'hk-727',
    });
    expect(await w.deps.db.refund.findFirst({ where: { refundId: 'hk-741' } })).toMatchObject({
      amount: 5_000n,
    });
    // The log goes with it, the orders stay.
    await deleteConnection(w.deps, w.scope, { id });
    expect(await w.order('hk-727')).toMatchObject({ amount: 20_000 });
    await expect(receiveEvent(w.deps, { id, request })).rejects.toMatchObject({
      code: 'connectors/connection_not_found',
    });
  });

  test('the secret is in no row and no answer; who did what is in the audit log', async () => {
    const rows = await w.deps.db.connection.findMany();
    const told = JSON.stringify([await listConnections(w.deps, w.scope), rows]);
    for (const secret of Object.values(SECRETS)) {
      expect(told).not.toContain(secret);
      expect(rows.some((row) => Buffer.from(row.secret).includes(secret))).toBe(false);
    }
    const facts = JSON.stringify(
      await w.deps.db.auditEvent.findMany({ where: { brandId: w.scope.brandId } }),
      (_, v) => (typeof v === 'bigint' ? String(v) : v),
    );
    expect(facts).toContain('connection.created');
    expect(facts).toContain('connection.changed');
    expect(facts).not.toContain(SECRETS.shopify);
  });

  test('until its secret is entered nothing passes', async () => {
    const { id, secretEnd } = await createConnection(w.deps, w.scope, {
      provider: 'stripe',
      name: 'Soon',
      orderPrefix: '',
    });
    expect(secretEnd).toBe('');
    const request = requestOf('stripe-refund-created', { now: w.world.clock.now() });
    await expect(receiveEvent(w.deps, { id, request })).rejects.toMatchObject({
      code: 'connectors/signature_wrong',
    });
    await changeConnection(w.deps, w.scope, { id, secret: SECRETS.stripe });
    expect(await receiveEvent(w.deps, { id, request })).toMatchObject({ outcome: 'waiting' });
  });

  test('another brand’s is not there', async () => {
    const other = await castBrand(w.deps, { email: 'other@brand.example', workspace: 'Other' });
    const id = w.shopOf('shopify');
    const nothing = { code: 'connectors/connection_not_found' };
    expect(await listConnections(w.deps, other.scope)).toEqual([]);
    await expect(listConnectionEvents(w.deps, other.scope, { id })).rejects.toMatchObject(nothing);
    await expect(changeConnection(w.deps, other.scope, { id, paused: true })).rejects.toMatchObject(nothing);
    await expect(deleteConnection(w.deps, other.scope, { id })).rejects.toMatchObject(nothing);
  });

  test('no more than twenty', async () => {
    const made = async (at: number) =>
      createConnection(w.deps, w.scope, {
        provider: 'shopify',
        name: `No. ${at}`,
        secret: 'a secret',
        orderPrefix: '',
      });
    const there = (await listConnections(w.deps, w.scope)).length;
    for (let at = there; at < 20; at++) await made(at);
    await expect(made(21)).rejects.toMatchObject({
      code: 'connectors/too_many_connections',
      facts: { most: 20 },
    });
  });
});

test('the log is read page by page and forgets after ninety days; its orders know themselves still', async () => {
  const id = w.shopOf('shopify');
  const first = await listConnectionEvents(w.deps, w.scope, { id, limit: 2 });
  expect(first.data).toHaveLength(2);
  const second = await listConnectionEvents(w.deps, w.scope, {
    id,
    limit: 2,
    cursor: first.nextCursor ?? '',
  });
  expect(BigInt(second.data[0]?.no ?? 0)).toBeLessThan(BigInt(first.data[1]?.no ?? 0));
  expect(
    (await listConnectionEvents(w.deps, w.scope, { id, outcome: 'refused' })).data.length,
  ).toBeGreaterThan(0);
  w.world.clock.move(91 * DAY);
  await forgetOldEvents(w.deps, worker);
  expect((await listConnectionEvents(w.deps, w.scope, { id })).data).toEqual([]);
  expect(
    await w.receive('shopify-orders-create', { replace: { '820982911946154508': '9900' } }),
  ).toMatchObject({
    outcome: 'replayed',
  });
});
