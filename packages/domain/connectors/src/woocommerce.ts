import { Currency } from '@kolony/kernel';
import { z } from 'zod';
import { amountOf, partsOf } from './amounts.ts';
import type { Fact, IgnoredFor, OrderFact, RefundFact } from './facts.ts';
import { parsed, sum, text } from './reading.ts';
import { landingTouches, touchesIn } from './touches.ts';

/** What is read of WooCommerce's order (developer.woocommerce.com/docs/apis/rest-api/v3/orders). */
const Id = z.string().regex(/^\d{1,20}$/);
/** In UTC without saying so. */
const Gmt = z.string().transform((value) => new Date(/Z|[+-]\d\d:\d\d$/.test(value) ? value : `${value}Z`));
const Meta = z.array(z.object({ key: z.string(), value: z.unknown() })).default([]);

const Order = z.object({
  id: Id,
  number: text(60),
  status: z.string(),
  currency: Currency,
  date_created_gmt: Gmt.pipe(z.date()),
  date_modified_gmt: Gmt.pipe(z.date()).nullish(),
  date_completed_gmt: Gmt.pipe(z.date()).nullish(),
  date_paid_gmt: Gmt.pipe(z.date()).nullish(),
  total: z.string(),
  discount_total: z.string().nullish().catch(null),
  shipping_total: z.string().nullish().catch(null),
  total_tax: z.string().nullish().catch(null),
  customer_id: Id.nullish(),
  meta_data: Meta,
  line_items: z
    .array(
      z.object({
        product_id: Id.nullish(),
        variation_id: Id.nullish(),
        sku: text(120),
        /** Plugins sell by weight: parts of one are there, and count as one. */
        quantity: z.string().regex(/^\d{1,6}(\.\d{1,10})?$/),
        /** After discounts, without tax, whatever the shop's prices have in them. */
        total: z.string(),
      }),
    )
    .max(500),
  fee_lines: z.array(z.object({ total: z.string() })).default([]),
  coupon_lines: z.array(z.object({ code: z.string() })).default([]),
  refunds: z.array(z.object({ id: Id, reason: text(500), total: z.string() })).default([]),
});
type Order = z.infer<typeof Order>;

const Deleted = z.strictObject({ id: Id });

/** Paid by the shop's word; `refunded` was. */
const PAID = ['processing', 'completed', 'refunded'];
/** What the customer may still pay, or never did. */
const NO_ORDER = ['checkout-draft', 'auto-draft', 'failed', 'trash'];

/**
 * What an event of WooCommerce's says. Every one carries the whole order with the totals of its refunds; what the
 * refunds were for is not in it.
 */
export function readWoocommerce(
  { topic, receivedAt }: { topic: string; receivedAt: Date },
  body: unknown,
): { facts: Fact[]; ignoredFor: IgnoredFor | null } {
  if (topic === 'order.deleted') {
    const { id } = parsed(Deleted, body);
    return {
      facts: [{ kind: 'status', of: { orderId: id }, status: 'cancelled', at: receivedAt }],
      ignoredFor: null,
    };
  }
  if (topic !== 'order.created' && topic !== 'order.updated') return { facts: [], ignoredFor: 'topic' };
  const order = parsed(Order, body);
  if (NO_ORDER.includes(order.status)) return { facts: [], ignoredFor: 'unpaid' };
  return { facts: [orderOf(order), ...refundsOf(order), ...stepsOf(order)], ignoredFor: null };
}

function orderOf(order: Order): OrderFact {
  const { currency } = order;
  const items = order.line_items.map(({ sku, product_id, variation_id, quantity, total }) => ({
    sku: sku || [product_id, variation_id].filter((id) => id && id !== '0').join('-'),
    quantity: Math.max(1, Math.ceil(Number(quantity))),
    amount: Math.max(0, amountOf(total, currency, 'line_items.total')),
  }));
  // A fee below zero is a discount on the whole order; one above it is not for goods.
  const discounts = order.fee_lines.map(({ total }) =>
    Math.min(0, amountOf(total, currency, 'fee_lines.total')),
  );
  const parts = partsOf(
    { discount: order.discount_total, shipping: order.shipping_total, tax: order.total_tax },
    currency,
  );
  const codes = order.coupon_lines.map(({ code }) => code);
  const kept = (keys: readonly string[]) =>
    order.meta_data.flatMap(({ key, value }) =>
      keys.includes(key) && typeof value === 'string' ? [value] : [],
    );
  const landings = kept(['_wc_order_attribution_session_entry']).flatMap(landingTouches);
  return {
    kind: 'order',
    orderId: order.id,
    reference: null,
    currency,
    base: Math.max(0, sum([...items.map(({ amount }) => amount), ...discounts])),
    gross: amountOf(order.total, currency, 'total'),
    taxesIncluded: false,
    status: PAID.includes(order.status) ? 'paid' : 'placed',
    occurredAt: order.date_created_gmt,
    touches: touchesIn([...kept(['_kclid', 'kclid']), ...landings]),
    couponCode: codes[0]?.slice(0, 60),
    customerId: order.customer_id && order.customer_id !== '0' ? order.customer_id : undefined,
    items,
    parts: {
      ...parts,
      ...(parts.discount === undefined ? {} : { discount: parts.discount - sum(discounts) }),
    },
    metadata: {
      shop_order: order.number,
      ...(codes.length > 1 ? { codes: codes.join(' ').slice(0, 500) } : {}),
    },
  };
}

function refundsOf(order: Order): RefundFact[] {
  return [...order.refunds]
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .map(({ id, reason, total }) => ({
      kind: 'refund',
      of: { orderId: order.id },
      refundId: id,
      chargeback: false,
      // When it was made is not told; this is the first event that knew it.
      at: order.date_modified_gmt ?? order.date_created_gmt,
      reason,
      currency: order.currency,
      sum: { gross: Math.abs(amountOf(total, order.currency, 'refunds.total')) },
    }));
}

function stepsOf(order: Order): Fact[] {
  const of = { orderId: order.id };
  const changed = order.date_modified_gmt ?? order.date_created_gmt;
  if (order.status === 'cancelled' || order.status === 'refunded')
    return [{ kind: 'status', of, status: 'cancelled', at: changed }];
  const steps: Fact[] = PAID.includes(order.status)
    ? [{ kind: 'status', of, status: 'paid', at: order.date_paid_gmt ?? changed }]
    : [];
  if (order.status === 'completed')
    steps.push({ kind: 'status', of, status: 'completed', at: order.date_completed_gmt ?? changed });
  return steps;
}
