import { CURRENCIES } from '@kolony/kernel';
import { exponentOf } from '@kolony/kernel/currency';
import { describe, expect, test } from 'vitest';
import { providerOf, requestOf, textOf } from '../test/payloads.ts';
import { readEvent } from './read-event.ts';

const now = new Date('2026-10-05T00:00:00Z');
const KCLID = 'k'.repeat(44);
const tokens = { KCLID, VISITOR: 'v'.repeat(22) };
const read = (name: string, replace: Record<string, string> = {}) =>
  readEvent(providerOf(name), requestOf(name, { now, text: textOf(name, { ...tokens, ...replace }) }), {
    receivedAt: now,
  });

describe('Shopify', () => {
  test('an order: what was paid for goods in the shop’s currency, line by line, and whose click it was', () => {
    // 2 × 100.00 − 20.00 and 45.50 − 5.50; 10.00 shipping and 13.20 tax are on top.
    expect(read('shopify-orders-create')).toEqual({
      eventId: 'shopify-orders-create',
      topic: 'orders/create',
      ignoredFor: null,
      facts: [
        {
          kind: 'order',
          // Beyond 2^53: a float would make it …512.
          orderId: '820982911946154508',
          reference: null,
          currency: 'CNY',
          base: 22_000,
          gross: 24_320,
          taxesIncluded: false,
          status: 'placed',
          occurredAt: new Date('2026-10-01T09:00:00Z'),
          touches: [KCLID],
          couponCode: 'AUTUMN',
          customerId: '115310627314723954',
          items: [
            { sku: 'SERUM-30', quantity: 2, amount: 18_000 },
            { sku: '808950811', quantity: 1, amount: 4_000 },
          ],
          parts: { discount: 2_550, shipping: 1_000, tax: 1_320 },
          metadata: { shop_order: '#9999' },
        },
      ],
    });
  });

  test('prices with tax in them: the tax of each line is not commissioned, nor refunded', () => {
    const [order] = read('shopify-orders-create', {
      '"taxes_included": false': '"taxes_included": true',
    }).facts;
    // 180.00 − 10.80 and 40.00 − 2.40
    expect(order).toMatchObject({ base: 20_680, taxesIncluded: true });
  });

  test('an order that came back in part, delivered: the same order, its refund, then both steps', () => {
    const { facts } = read('shopify-orders-updated-delivered');
    expect(facts[0]).toMatchObject({ kind: 'order', base: 22_000, status: 'paid' });
    expect(facts.slice(1)).toEqual([
      ...read('shopify-refunds-create').facts,
      {
        kind: 'status',
        of: { orderId: '820982911946154508' },
        status: 'paid',
        at: new Date('2026-10-04T04:00:00Z'),
      },
      {
        kind: 'status',
        of: { orderId: '820982911946154508' },
        status: 'completed',
        at: new Date('2026-10-04T04:00:00Z'),
      },
    ]);
  });

  test('a refund by its lines; shipping given back is nobody’s commission, what was kept back counts', () => {
    const of = { orderId: '820982911946154508' };
    expect(read('shopify-refunds-create').facts).toEqual([
      {
        kind: 'refund',
        of,
        refundId: '890088186047892319',
        chargeback: false,
        at: new Date('2026-10-03T02:00:00Z'),
        reason: 'Things were damaged',
        currency: 'CNY',
        sum: { adjustment: 0, lines: [{ sku: 'SERUM-30', amount: 9_000, tax: 540 }] },
      },
    ]);
    expect(read('shopify-refunds-create-partial').facts).toMatchObject([
      { sum: { adjustment: -500, lines: [{ sku: '808950811', amount: 4_000, tax: 240 }] } },
    ]);
  });

  test('a test order is nobody’s', () => {
    expect(read('shopify-orders-create', { '"test": false': '"test": true' })).toMatchObject({
      facts: [],
      ignoredFor: 'test',
    });
  });

  test('parts that are no amounts are left out, and the order stays', () => {
    const odd = {
      '"total_tax": "13.20"': '"total_tax": "n/a"',
      '"total_discounts": "25.50"': '"total_discounts": "-1.00"',
    };
    expect(read('shopify-orders-create', odd).facts[0]).toMatchObject({
      base: 22_000,
      parts: { shipping: 1_000 },
    });
    const none = { '"total_shipping_price_set": {': '"other_price_set": {' };
    expect(read('shopify-orders-create', { ...odd, ...none }).facts[0]).toMatchObject({
      base: 22_000,
      parts: {},
    });
  });

  test('amounts without digits after the point, and with zeros that the currency has not', () => {
    const yen = { '"currency": "CNY"': '"currency": "JPY"' };
    expect(
      read('shopify-orders-create', { ...yen, '5.50"': '5.00"', '243.20"': '243.00"' }).facts[0],
    ).toMatchObject({
      currency: 'JPY',
      base: 180 + 45 - 5,
    });
    expect(() => read('shopify-orders-create', yen)).toThrow('connectors/malformed_event');
  });
});

describe('WooCommerce', () => {
  test('an order: lines are after discounts and without tax; a fee below zero is a discount', () => {
    expect(read('woocommerce-order-created').facts).toEqual([
      {
        kind: 'order',
        orderId: '727',
        reference: null,
        currency: 'CNY',
        base: 20_000,
        gross: 22_300,
        taxesIncluded: false,
        status: 'placed',
        occurredAt: new Date('2026-10-01T09:00:00Z'),
        touches: [KCLID],
        couponCode: 'autumn',
        customerId: '26',
        items: [
          { sku: 'SERUM-30', quantity: 2, amount: 18_000 },
          { sku: '22-23', quantity: 1, amount: 4_000 },
        ],
        // 30.00 by a code and 20.00 by the fee below zero
        parts: { discount: 5_000, shipping: 1_000, tax: 1_300 },
        metadata: { shop_order: '727' },
      },
    ]);
  });

  test('what is sold by weight loses no order: parts of one count as one', () => {
    const [order] = read('woocommerce-order-created', { '"quantity": 2': '"quantity": 1.5' }).facts;
    expect(order).toMatchObject({ base: 20_000, items: [{ quantity: 2, amount: 18_000 }, { quantity: 1 }] });
  });

  test('refunds are sums without lines, oldest first; completed is received', () => {
    expect(read('woocommerce-order-updated-completed').facts.slice(1)).toMatchObject([
      { kind: 'refund', refundId: '741', reason: 'Damaged', sum: { gross: 5_575 } },
      { kind: 'refund', refundId: '742', sum: { gross: 11_150 } },
      { kind: 'status', status: 'paid', at: new Date('2026-10-01T09:01:30Z') },
      { kind: 'status', status: 'completed', at: new Date('2026-10-04T04:00:00Z') },
    ]);
  });

  test.each(['failed', 'checkout-draft', 'trash'])('%s is no order yet', (status) => {
    expect(read('woocommerce-order-created', { '"pending"': `"${status}"` })).toMatchObject({
      facts: [],
      ignoredFor: 'unpaid',
    });
  });

  test('deleted is cancelled; a whole order under that topic is refused', () => {
    expect(read('woocommerce-order-deleted').facts).toEqual([
      { kind: 'status', of: { orderId: '727' }, status: 'cancelled', at: now },
    ]);
    const { headers, body } = requestOf('woocommerce-order-created', { now });
    const moved = { headers: { ...headers, 'x-wc-webhook-topic': 'order.deleted' }, body };
    expect(() => readEvent('woocommerce', moved, { receivedAt: now })).toThrow('malformed_event');
  });
});

describe('Stripe', () => {
  test('a checkout: total less shipping and less the tax of the goods', () => {
    // 222.60 − 10.60 shipping with its tax − 12.00 tax of the goods
    expect(read('stripe-checkout-completed').facts).toEqual([
      {
        kind: 'order',
        orderId: 'cs_live_a1YS1URlnyQCN5fUUduORoQ7Pw41PJqDWkIVQCpJPqkfIhd6tVY8XB1OLY',
        reference: 'pi_3MtwBwLkdIwHu7ix28a3tqPa',
        currency: 'CNY',
        base: 20_000,
        gross: 22_260,
        taxesIncluded: false,
        status: 'paid',
        occurredAt: new Date('2026-10-01T09:00:00Z'),
        touches: [KCLID],
        couponCode: 'AUTUMN',
        customerId: 'cus_NffrFeUfNV2Hib',
        items: [],
        parts: { discount: 2_000, shipping: 1_000, tax: 1_260 },
        metadata: {},
      },
      expect.objectContaining({ kind: 'status', status: 'paid' }),
    ]);
    // Prices with tax in them: the same tax is inside 212.60.
    const inclusive = {
      '"amount_total": 22260': '"amount_total": 21000',
      '"amount_total": 1060': '"amount_total": 1000',
    };
    expect(read('stripe-checkout-completed', inclusive).facts[0]).toMatchObject({
      base: 21_000 - 1_000 - 1_200,
    });
  });

  test('the shop’s own order id goes first', () => {
    const own = { '"coupon_code":': '"order_id": "A-77", "coupon_code":' };
    expect(read('stripe-checkout-completed', own).facts[0]).toMatchObject({
      orderId: 'A-77',
      metadata: { checkout_session: expect.stringMatching(/^cs_live_/) },
    });
  });

  test('a refund that is not certain, and money that is none, are left alone', () => {
    expect(read('stripe-refund-created-pending')).toMatchObject({ facts: [], ignoredFor: 'not_final' });
    expect(read('stripe-checkout-completed', { '"livemode": true': '"livemode": false' })).toMatchObject({
      facts: [],
      ignoredFor: 'test',
    });
  });

  test('its minor units are the kernel’s, for every currency there is', () => {
    // docs.stripe.com/currencies: zero-decimal and three-decimal currencies; all others have two.
    const stripes: Record<string, number> = { JPY: 0, KRW: 0, VND: 0, BHD: 3, KWD: 3 };
    for (const currency of CURRENCIES)
      expect([currency, exponentOf(currency)]).toEqual([currency, stripes[currency] ?? 2]);
  });
});

describe('what is no event', () => {
  test.each([
    ['shopify-orders-create', '{'],
    ['shopify-orders-create', '[]'],
    ['shopify-orders-create', 'null'],
    ['shopify-orders-create', '{"id": 1e3}'],
    [
      'shopify-refunds-create',
      '{"id": 1, "order_id": 2, "created_at": "2026-10-01T00:00:00Z", "refund_line_items": [{}]}',
    ],
    ['woocommerce-order-created', '{"id": 727}'],
    ['stripe-checkout-completed', '{"id": "evt_1"}'],
    ['stripe-checkout-completed', '{"__proto__": {"id": "evt_1"}}'],
  ])('%s %s', (name, text) => {
    const request = requestOf(name, { now, text });
    expect(() => readEvent(providerOf(name), request, { receivedAt: now })).toThrow(
      'connectors/malformed_event',
    );
  });

  test('an unknown topic is left alone, whatever is in it', () => {
    const { body, headers } = requestOf('shopify-orders-create', { now, text: '{"anything": true}' });
    for (const topic of ['products/update', 'orders/edited', ''])
      expect(
        readEvent(
          'shopify',
          { body, headers: { ...headers, 'x-shopify-topic': topic } },
          { receivedAt: now },
        ),
      ).toMatchObject({ facts: [], ignoredFor: 'topic' });
  });
});
