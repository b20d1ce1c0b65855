import { KolonyError } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import type { ShopEvent } from './facts.ts';
import { readNumbersAsText } from './json.ts';
import type { Provider } from './schema.ts';
import { readShopify } from './shopify.ts';
import type { RawRequest } from './signature.ts';
import { readStripe, readStripeEvent } from './stripe.ts';
import { readWoocommerce } from './woocommerce.ts';

/** The name and the topic of an event, before what it says is understood. */
export interface EventName {
  eventId: string;
  topic: string;
}

/** Names are the shop's; a request without one is named by what it says. */
export function nameOf(provider: Provider, request: RawRequest): EventName {
  const { headers, body } = request;
  const digest = (topic: string) => sha256(Buffer.concat([Buffer.from(`${topic}\n`), body]));
  if (provider === 'stripe') {
    try {
      const { id, type } = readStripeEvent(bodyOf(request));
      return { eventId: id, topic: type };
    } catch {
      return { eventId: digest(''), topic: '' };
    }
  }
  const shopify = provider === 'shopify';
  const topic = headers[shopify ? 'x-shopify-topic' : 'x-wc-webhook-topic'] ?? '';
  const id = headers[shopify ? 'x-shopify-webhook-id' : 'x-wc-webhook-delivery-id'];
  return { eventId: id || digest(topic), topic };
}

/** What a signed request says: pure. `connectors/malformed_event` {field}. */
export function readEvent(
  provider: Provider,
  request: RawRequest,
  { receivedAt }: { receivedAt: Date },
): ShopEvent {
  const { eventId, topic } = nameOf(provider, request);
  const body = bodyOf(request);
  const read = {
    shopify: () => readShopify(topic, body),
    woocommerce: () => readWoocommerce({ topic, receivedAt }, body),
    stripe: () => readStripe(readStripeEvent(body)),
  };
  return { eventId, topic, ...read[provider]() };
}

/** WooCommerce tries an address with a form of one field, unsigned, when it is saved. */
export function isPing(provider: Provider, { headers, body }: RawRequest): boolean {
  return (
    provider === 'woocommerce' &&
    headers['x-wc-webhook-signature'] === undefined &&
    /^webhook_id=\d{1,20}$/.test(body.subarray(0, 40).toString('latin1'))
  );
}

function bodyOf({ body }: RawRequest): unknown {
  const text = new TextDecoder('utf-8').decode(body);
  const value = readNumbersAsText(text);
  if (typeof value !== 'object' || value === null)
    throw new KolonyError('connectors/malformed_event', 'invalid', { field: 'body' });
  return value;
}
