import { createHmac, timingSafeEqual } from 'node:crypto';
import { MINUTE } from '@kolony/kernel';
import type { Provider, TurnedAwayFor } from './schema.ts';

/** A request as it came: header names in lower case, the body byte for byte. */
export interface RawRequest {
  headers: Readonly<Record<string, string | undefined>>;
  body: Buffer;
}

/** How far Stripe's clock may be from ours: its libraries' own default. */
const TOLERANCE = 5 * MINUTE;

/**
 * Whether the request was signed with this secret; null when it was. Comparison takes the same time for every wrong one.
 *
 * - Shopify: `X-Shopify-Hmac-SHA256`, base64 of HMAC-SHA-256 of the body
 *   (shopify.dev/docs/apps/build/webhooks/subscribe/https).
 * - WooCommerce: `X-WC-Webhook-Signature`, the same (developer.woocommerce.com/docs/apis/rest-api/v3/webhooks).
 * - Stripe: `Stripe-Signature: t=…,v1=…`, hex of HMAC-SHA-256 of `t.body`, any of several v1
 *   (docs.stripe.com/webhooks#verify-manually).
 */
export function checkSignature(
  provider: Provider,
  { headers, body }: RawRequest,
  { secret, now }: { secret: string; now: Date },
): TurnedAwayFor | null {
  if (provider === 'stripe') return checkStripe(headers['stripe-signature'], { body, secret, now });
  const given = headers[provider === 'shopify' ? 'x-shopify-hmac-sha256' : 'x-wc-webhook-signature'];
  if (!given) return 'signature_missing';
  const mac = createHmac('sha256', secret).update(body).digest('base64');
  return same(given, mac) ? null : 'signature_wrong';
}

function checkStripe(
  header: string | undefined,
  { body, secret, now }: { body: Buffer; secret: string; now: Date },
): TurnedAwayFor | null {
  if (!header) return 'signature_missing';
  const parts = header.split(',').map((part) => part.trim().split('=', 2));
  const time = parts.find(([key]) => key === 't')?.[1] ?? '';
  const given = parts.flatMap(([key, value]) => (key === 'v1' && value ? [value] : []));
  if (!/^\d{1,12}$/.test(time) || given.length === 0) return 'signature_missing';
  const mac = createHmac('sha256', secret).update(`${time}.`).update(body).digest('hex');
  if (!given.map((one) => same(one, mac)).includes(true)) return 'signature_wrong';
  // Judged last: only the shop's own time is worth telling old from wrong.
  return Math.abs(now.getTime() - Number(time) * 1_000) > TOLERANCE ? 'signature_old' : null;
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
