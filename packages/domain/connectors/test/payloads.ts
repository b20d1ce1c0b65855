import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Provider } from '../src/schema.ts';
import type { RawRequest } from '../src/signature.ts';

/*
 * The files in payloads/ have every field of the providers' own published examples, in their types and their order, with
 * amounts, times and click tokens of our own:
 * - Shopify: the examples of the topics orders/create and refunds/create,
 *   shopify.dev/docs/api/webhooks?reference=toml, and the resources' pages (admin-rest/latest/resources/order, …/refund).
 * - WooCommerce: the order of developer.woocommerce.com/docs/apis/rest-api/v3/orders, with the meta data that order
 *   attribution writes.
 * - Stripe: the objects of docs.stripe.com/api/checkout/sessions/object, …/refunds/object, …/disputes/object and the
 *   envelope of docs.stripe.com/api/events/object.
 */
export const SECRETS: Record<Provider, string> = {
  shopify: 'shpss_9a1c0c5f2f6a4c0d8a6b',
  woocommerce: 'k)8 $tAq! of the shop',
  stripe: 'whsec_5WbX5kEWLlfzsGNjH64I8lOOqUB6e8FH',
};

const TOPIC_OF: Record<string, string> = {
  'shopify-orders-create': 'orders/create',
  'shopify-orders-updated-paid': 'orders/updated',
  'shopify-orders-updated-delivered': 'orders/updated',
  'shopify-orders-cancelled': 'orders/cancelled',
  'shopify-refunds-create': 'refunds/create',
  'shopify-refunds-create-partial': 'refunds/create',
  'woocommerce-order-created': 'order.created',
  'woocommerce-order-updated-processing': 'order.updated',
  'woocommerce-order-updated-refund': 'order.updated',
  'woocommerce-order-updated-completed': 'order.updated',
  'woocommerce-order-updated-refunded': 'order.updated',
  'woocommerce-order-deleted': 'order.deleted',
};

/** A payload as it was on the wire, with these texts instead of those. */
export function textOf(name: string, replace: Record<string, string> = {}): string {
  const text = readFileSync(new URL(`payloads/${name}.json`, import.meta.url), 'utf8');
  return Object.entries(replace).reduce((so, [from, to]) => so.replaceAll(from, to), text);
}

export const providerOf = (name: string) => name.slice(0, name.indexOf('-')) as Provider;

/** A request as the provider sends it, signed as its documentation says, written down here a second time. */
export function requestOf(
  name: string,
  { text = textOf(name), now, secret = SECRETS[providerOf(name)], eventId = name }: Sending,
): RawRequest {
  const body = Buffer.from(text);
  const mac = (payload: string | Buffer) => createHmac('sha256', secret).update(payload);
  const topic = TOPIC_OF[name] ?? '';
  const headers = {
    shopify: () => ({
      'x-shopify-topic': topic,
      'x-shopify-webhook-id': eventId,
      'x-shopify-hmac-sha256': mac(body).digest('base64'),
    }),
    woocommerce: () => ({
      'x-wc-webhook-topic': topic,
      'x-wc-webhook-delivery-id': eventId,
      'x-wc-webhook-signature': mac(body).digest('base64'),
    }),
    stripe: () => {
      const t = Math.floor(now.getTime() / 1_000);
      return { 'stripe-signature': `t=${t},v1=${mac(`${t}.${text}`).digest('hex')},v0=${'0'.repeat(64)}` };
    },
  }[providerOf(name)]();
  return { headers, body };
}

export interface Sending {
  now: Date;
  text?: string | undefined;
  secret?: string | undefined;
  eventId?: string | undefined;
}
