import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyWaiting } from '../src/index.ts';
import { type ShopWorld, shopWorld, worker } from './world.ts';

let w: ShopWorld;
beforeAll(async () => {
  w = await shopWorld();
});
afterAll(async () => {
  await w.audit();
  await w[Symbol.asyncDispose]();
});

const ORDER = {
  shopify: '820982911946154508',
  woocommerce: '727',
  stripe: 'cs_live_a1YS1URlnyQCN5fUUduORoQ7Pw41PJqDWkIVQCpJPqkfIhd6tVY8XB1OLY',
};
/** Of every name in the payloads that is one order's, another. */
const another = (n: number): Record<string, string> => ({
  '820982911946154508': `82098291194615${String(1_000 + n)}`,
  '890088186047892319': `89008818604789${String(1_000 + n)}`,
  '929361465': `92936${String(1_000 + n)}`,
  '"id": 727,': `"id": ${String(10_000 + n)},`,
  '"id": 727\n': `"id": ${String(10_000 + n)}\n`,
  '"id": 741,': `"id": ${String(20_000 + n)},`,
  '"id": 742,': `"id": ${String(30_000 + n)},`,
  '"id": 743,': `"id": ${String(40_000 + n)},`,
  cs_live_a1YS1URlnyQCN5fUUduORoQ7Pw41PJqDWkIVQCpJPqkfIhd6tVY8XB1OLY: `cs_live_${n}`,
  pi_3MtwBwLkdIwHu7ix28a3tqPa: `pi_${n}`,
  re_1Nispe2eZvKYlo2Cd31jOCgZ: `re_${n}`,
  du_1MtJUT2eZvKYlo2CNaw2HvEv: `du_${n}`,
  evt_1NG8Du2eZvKYlo2CUI79: `evt_${n}_`,
});
const anothersId = {
  shopify: (n: number) => `82098291194615${String(1_000 + n)}`,
  woocommerce: (n: number) => String(10_000 + n),
  stripe: (n: number) => `cs_live_${n}`,
};
let orders = 0;
/** One order of its own, told by these events in this order. */
async function tell(names: readonly string[], { twice = false } = {}): Promise<number> {
  const n = ++orders;
  for (const name of names)
    for (let time = 0; time < (twice ? 2 : 1); time++)
      await w.receive(name, { replace: another(n), eventId: `${name}-${n}` });
  return n;
}

describe('each shop’s story, in its order', () => {
  test('Shopify: placed, paid, refunded in part twice, delivered', async () => {
    const id = ORDER.shopify;
    expect(await w.receive('shopify-orders-create')).toEqual({
      outcome: 'recorded',
      order_id: id,
      why: null,
    });
    // 15 % of 220.00
    expect(await w.order(id)).toMatchObject({ status: 'placed', amount: 22_000, commission: 3_300 });
    expect(await w.receive('shopify-orders-updated-paid')).toMatchObject({ outcome: 'recorded' });
    expect(await w.order(id)).toMatchObject({ status: 'paid', amount: 22_000, commission: 3_300 });
    expect(await w.receive('shopify-refunds-create')).toMatchObject({ outcome: 'recorded' });
    // 90.00 of the serum came back: 15 % of 130.00
    expect(await w.order(id)).toMatchObject({ refunded: 9_000, commission: 1_950 });
    expect(await w.receive('shopify-refunds-create-partial')).toMatchObject({ outcome: 'recorded' });
    // 40.00 came back, 5.00 was kept: 15 % of 95.00
    expect(await w.order(id)).toMatchObject({ refunded: 12_500, commission: 1_425 });
    expect(await w.receive('shopify-orders-updated-delivered')).toMatchObject({ outcome: 'recorded' });
    expect(await w.order(id)).toEqual({
      status: 'completed',
      amount: 22_000,
      refunded: 12_500,
      refunds: 2,
      commission: 1_425,
      completedAt: new Date('2026-10-04T04:00:00Z'),
    });
  });

  test('WooCommerce: pending, processing, a quarter refunded, then half, completed', async () => {
    expect(await w.receive('woocommerce-order-created')).toMatchObject({
      outcome: 'recorded',
      order_id: '727',
    });
    // 15 % of 200.00
    expect(await w.order('727')).toMatchObject({ status: 'placed', amount: 20_000, commission: 3_000 });
    await w.receive('woocommerce-order-updated-processing');
    expect(await w.order('727')).toMatchObject({ status: 'paid', commission: 3_000 });
    await w.receive('woocommerce-order-updated-refund');
    // 55.75 of 223.00 is a quarter: 50.00 of the goods
    expect(await w.order('727')).toMatchObject({ refunded: 5_000, commission: 2_250 });
    await w.receive('woocommerce-order-updated-completed');
    // and 111.50 half: 100.00; 15 % of 50.00 is left
    expect(await w.order('727')).toEqual({
      status: 'completed',
      amount: 20_000,
      refunded: 15_000,
      refunds: 2,
      commission: 750,
      completedAt: new Date('2026-10-04T04:00:00Z'),
    });
  });

  test('Stripe: not paid yet, paid, half refunded, the rest charged back, won back', async () => {
    const id = ORDER.stripe;
    expect(await w.receive('stripe-checkout-completed-unpaid')).toMatchObject({
      outcome: 'recorded',
      order_id: id,
    });
    expect(await w.order(id)).toMatchObject({ status: 'placed', amount: 20_000, commission: 3_000 });
    expect(await w.receive('stripe-async-payment-succeeded')).toMatchObject({ outcome: 'recorded' });
    expect(await w.order(id)).toMatchObject({ status: 'paid' });
    expect(await w.receive('stripe-refund-created-pending')).toMatchObject({
      outcome: 'ignored',
      why: 'not_final',
    });
    expect(await w.receive('stripe-refund-created')).toMatchObject({ outcome: 'recorded', order_id: id });
    expect(await w.order(id)).toMatchObject({ refunded: 10_000, commission: 1_500 });
    await w.receive('stripe-dispute-withdrawn');
    expect(await w.order(id)).toMatchObject({ refunded: 20_000, commission: 0 });
    await w.receive('stripe-dispute-reinstated');
    expect(await w.order(id)).toMatchObject({ status: 'paid', refunded: 10_000, commission: 1_500 });
  });
});

const STORIES = {
  shopify: {
    names: [
      'shopify-orders-create',
      'shopify-orders-updated-paid',
      'shopify-refunds-create',
      'shopify-refunds-create-partial',
      'shopify-orders-updated-delivered',
    ],
    end: { status: 'completed', amount: 22_000, refunded: 12_500, refunds: 2, commission: 1_425 },
  },
  woocommerce: {
    names: [
      'woocommerce-order-created',
      'woocommerce-order-updated-processing',
      'woocommerce-order-updated-refund',
      'woocommerce-order-updated-completed',
    ],
    end: { status: 'completed', amount: 20_000, refunded: 15_000, refunds: 2, commission: 750 },
  },
  stripe: {
    names: [
      'stripe-checkout-completed-unpaid',
      'stripe-async-payment-succeeded',
      'stripe-refund-created',
      'stripe-dispute-withdrawn',
      'stripe-dispute-reinstated',
    ],
    end: { status: 'paid', amount: 20_000, refunded: 10_000, refunds: 2, commission: 1_500 },
  },
} as const;

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]];
  return list.flatMap((one, at) => permutations(list.toSpliced(at, 1)).map((rest) => [one, ...rest]));
}

describe.each(Object.entries(STORIES))('%s, in any order, each event twice', (provider, { names, end }) => {
  const shop = provider as keyof typeof STORIES;
  const all = permutations<string>(names);
  test(`${all.length} orders of ${names.length} events end the same`, { timeout: 240_000 }, async () => {
    for (const order of all) {
      const n = await tell(order, { twice: true });
      expect([order, await w.order(anothersId[shop](n))]).toEqual([order, expect.objectContaining(end)]);
    }
    // Nothing is left over.
    expect(
      (await w.events(shop)).filter(({ outcome }) => outcome === 'waiting' || outcome === 'received'),
    ).toEqual([]);
  });
});

test('all of it again changes nothing, by the same ids and by other ones', async () => {
  const n = await tell(STORIES.shopify.names);
  const before = await w.order(anothersId.shopify(n));
  for (const name of STORIES.shopify.names) {
    const again = { replace: another(n) };
    expect(await w.receive(name, { ...again, eventId: `${name}-${n}` })).toMatchObject({
      outcome: 'replayed',
    });
    expect(await w.receive(name, { ...again, eventId: `${name}-${n}-other` })).toMatchObject({
      outcome: 'replayed',
    });
  }
  expect(await w.order(anothersId.shopify(n))).toEqual(before);
  const told = (await w.events('shopify')).filter(({ eventId }) => eventId === `shopify-refunds-create-${n}`);
  expect(told).toMatchObject([{ times: 2, outcome: 'recorded', orderId: anothersId.shopify(n) }]);
});

test('the same event many times at once is recorded once', async () => {
  const n = ++orders;
  const names = ['shopify-orders-create', 'shopify-orders-updated-paid', 'shopify-refunds-create'];
  await Promise.all(
    [...names, ...names, ...names].map((name, at) =>
      w.receive(name, { replace: another(n), eventId: `${name}-${n}-${at % 4}` }),
    ),
  );
  // What fell between the order and its refund is the worker's.
  while ((await applyWaiting(w.deps, worker, { limit: 10 })) > 0);
  expect(await w.order(anothersId.shopify(n))).toMatchObject({
    status: 'paid',
    refunded: 9_000,
    refunds: 1,
    commission: 1_950,
  });
});

describe('what comes before its order', () => {
  test('waits with nothing of the customer’s, and the log says so; the order calls it up', async () => {
    const n = ++orders;
    const of = { replace: another(n) };
    expect(await w.receive('shopify-refunds-create', { ...of, eventId: `early-${n}` })).toEqual({
      outcome: 'waiting',
      order_id: anothersId.shopify(n),
      why: 'order_not_found',
    });
    const row = await w.deps.db.connectionDelivery.findFirstOrThrow({ where: { eventId: `early-${n}` } });
    expect(JSON.stringify(row.facts)).not.toMatch(/Norman|example\.com|115310627314723954/);
    await w.receive('shopify-orders-create', { ...of, eventId: `create-${n}` });
    expect(await w.order(anothersId.shopify(n))).toMatchObject({ refunded: 9_000, commission: 1_950 });
    const after = await w.deps.db.connectionDelivery.findFirstOrThrow({ where: { eventId: `early-${n}` } });
    expect(after).toMatchObject({ outcome: 'recorded', why: null, facts: null, waitsFor: null });
  });

  test('the worker does what fell between the two, and nothing else', async () => {
    const n = ++orders;
    const of = { replace: another(n) };
    await w.receive('shopify-refunds-create', { ...of, eventId: `lost-${n}` });
    const kept = await w.deps.db.connectionDelivery.findFirstOrThrow({ where: { eventId: `lost-${n}` } });
    await w.receive('shopify-orders-create', { ...of, eventId: `create-${n}` });
    expect(await applyWaiting(w.deps, worker, { limit: 10 })).toBe(0);
    // As if the order had been recorded by another process in that moment.
    await w.deps.db.connectionDelivery.update({
      where: { no: kept.no },
      data: { outcome: 'waiting', waitsFor: kept.waitsFor, facts: kept.facts ?? [] },
    });
    expect(await applyWaiting(w.deps, worker, { limit: 10 })).toBe(1);
    expect(await applyWaiting(w.deps, worker, { limit: 10 })).toBe(0);
    expect(await w.order(anothersId.shopify(n))).toMatchObject({ refunds: 1, refunded: 9_000 });
  });

  test('cancelled before it was placed, deleted before it was made', async () => {
    const shopify = await tell([
      'shopify-orders-cancelled',
      'shopify-orders-create',
      'shopify-orders-updated-paid',
    ]);
    expect(await w.order(anothersId.shopify(shopify))).toMatchObject({
      status: 'cancelled',
      refunded: 22_000,
      commission: 0,
    });
    const woo = await tell(['woocommerce-order-deleted', 'woocommerce-order-created']);
    expect(await w.order(anothersId.woocommerce(woo))).toMatchObject({ status: 'cancelled', commission: 0 });
  });

  test('after thirty days it is given up', async () => {
    await using other = await shopWorld();
    await other.receive('shopify-refunds-create');
    other.later(29);
    expect(await applyWaiting(other.deps, worker, { limit: 10 })).toBe(0);
    other.later(1);
    expect(await applyWaiting(other.deps, worker, { limit: 10 })).toBe(1);
    expect(await other.events('shopify')).toMatchObject([
      { outcome: 'refused', why: 'connectors/order_never_came', orderId: ORDER.shopify },
    ]);
  });
});

test('a refund of more than is left takes what is left; fully refunded leaves nothing', async () => {
  const n = await tell([
    'woocommerce-order-created',
    'woocommerce-order-updated-processing',
    'woocommerce-order-updated-refunded',
  ]);
  expect(await w.order(anothersId.woocommerce(n))).toMatchObject({
    status: 'cancelled',
    refunded: 20_000,
    refunds: 1,
    commission: 0,
  });
  const more = await tell(['shopify-orders-create', 'shopify-refunds-create', 'shopify-orders-cancelled']);
  await w.receive('shopify-refunds-create-partial', { replace: another(more), eventId: `late-${more}` });
  expect(await w.order(anothersId.shopify(more))).toMatchObject({
    status: 'cancelled',
    refunded: 22_000,
    commission: 0,
  });
});

test('an order for which nothing was paid is noted, and so are its refunds, without a commission', async () => {
  const n = ++orders;
  const free = {
    ...another(n),
    '"price": "100.00"': '"price": "10.00"',
    '"price": "45.50"': '"price": "5.50"',
  };
  expect(await w.receive('shopify-orders-create', { replace: free, eventId: `free-${n}` })).toMatchObject({
    outcome: 'ignored',
    why: 'no_goods',
  });
  expect(
    await w.receive('shopify-refunds-create', { replace: free, eventId: `free-refund-${n}` }),
  ).toMatchObject({
    outcome: 'ignored',
    why: 'no_goods',
  });
  expect(await w.order(anothersId.shopify(n))).toBeNull();
});

test('an order that nobody brought is recorded and earns nobody; a forged click is refused and the order counts', async () => {
  const n = ++orders;
  const forged = { ...another(n), [w.kclid]: 'f'.repeat(44) };
  await w.receive('shopify-orders-create', {
    replace: { ...forged, KCLID: 'f'.repeat(44) },
    eventId: `forged-${n}`,
  });
  expect(await w.order(anothersId.shopify(n))).toMatchObject({ amount: 22_000, commission: 0 });
  const row = await w.deps.db.conversion.findFirstOrThrow({ where: { orderId: anothersId.shopify(n) } });
  // The shop's own discount code is nobody's here either.
  expect(row.decision).toMatchObject({
    refusedClicks: [
      { clickId: 'f'.repeat(44), reason: 'forged' },
      { clickId: 'AUTUMN', reason: 'unknown_code' },
    ],
  });
});
