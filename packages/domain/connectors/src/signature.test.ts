import { after, MINUTE, SECOND } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import { requestOf, SECRETS, textOf } from '../test/payloads.ts';
import type { Provider } from './schema.ts';
import { checkSignature, type RawRequest } from './signature.ts';

const now = new Date('2026-10-05T00:00:00Z');
const SAMPLES = [
  ['shopify', 'shopify-orders-create', 'x-shopify-hmac-sha256'],
  ['woocommerce', 'woocommerce-order-created', 'x-wc-webhook-signature'],
  ['stripe', 'stripe-checkout-completed', 'stripe-signature'],
] as const satisfies readonly (readonly [Provider, string, string])[];

const check = (provider: Provider, request: RawRequest, more: { secret?: string; now?: Date } = {}) =>
  checkSignature(provider, request, { secret: SECRETS[provider], now, ...more });

describe.each(SAMPLES)('%s', (provider, name, header) => {
  const request = requestOf(name, { now });

  test('what the shop signed is the shop’s', () => {
    expect(check(provider, request)).toBeNull();
  });

  test('one byte more, less or other, another secret, another signature: not the shop’s', () => {
    const { body, headers } = request;
    const flipped = Buffer.from(body);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const wrong: RawRequest[] = [
      { headers, body: flipped },
      { headers, body: Buffer.concat([body, Buffer.from('\n')]) },
      { headers, body: body.subarray(1) },
      // The same JSON in other bytes.
      { headers, body: Buffer.from(JSON.stringify(JSON.parse(textOf(name)))) },
      { headers: { ...headers, [header]: (headers[header] ?? '').replace(/(v1=.{9}|^.{9})./, '$1') }, body },
      {
        headers: {
          ...headers,
          [header]: provider === 'stripe' ? `t=${now.getTime() / 1_000},v1=00` : 'AAAA',
        },
        body,
      },
    ];
    for (const one of wrong) expect(check(provider, one)).toBe('signature_wrong');
    expect(check(provider, request, { secret: `${SECRETS[provider]} ` })).toBe('signature_wrong');
  });

  test('no signature is said to be missing', () => {
    expect(check(provider, { headers: {}, body: request.body })).toBe('signature_missing');
    expect(check(provider, { headers: { [header]: '' }, body: request.body })).toBe('signature_missing');
  });
});

describe('Stripe’s time', () => {
  const request = requestOf('stripe-checkout-completed', { now });

  test('five minutes either way, and not a second more', () => {
    for (const off of [5 * MINUTE, -5 * MINUTE])
      expect(check('stripe', request, { now: after(now, off) })).toBeNull();
    for (const off of [5 * MINUTE + SECOND, -5 * MINUTE - SECOND])
      expect(check('stripe', request, { now: after(now, off) })).toBe('signature_old');
  });

  test('it is signed: another time is another signature', () => {
    const { headers, body } = request;
    const later = (headers['stripe-signature'] ?? '').replace(/t=\d+/, `t=${now.getTime() / 1_000 + 600}`);
    expect(
      check('stripe', { headers: { 'stripe-signature': later }, body }, { now: after(now, 10 * MINUTE) }),
    ).toBe('signature_wrong');
  });

  test('while a secret is rolled there are two signatures; either will do', () => {
    const good = request.headers['stripe-signature'] ?? '';
    const both = good.replace('v1=', `v1=${'a'.repeat(64)},v1=`);
    expect(check('stripe', { headers: { 'stripe-signature': both }, body: request.body })).toBeNull();
    // An older scheme alone proves nothing.
    const old = good.replace('v1=', 'v0=');
    expect(check('stripe', { headers: { 'stripe-signature': old }, body: request.body })).toBe(
      'signature_missing',
    );
  });
});
