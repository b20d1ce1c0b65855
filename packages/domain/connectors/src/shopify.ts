import { type Currency, Currency as CurrencyCode } from '@kolony/kernel';
import { z } from 'zod';
import { amountOf, partsOf } from './amounts.ts';
import type { Fact, IgnoredFor, OrderFact, RefundFact } from './facts.ts';
import { parsed, sum, text } from './reading.ts';
import { landingTouches, touchesIn } from './touches.ts';

/** What is read of Shopify's resources (shopify.dev/docs/api/admin-rest/latest/resources/order and …/refund). */
const Id = z.string().regex(/^\d{1,30}$/);
const Decimal = z.string();
const At = z.coerce.date();
/** Amounts come twice: in the shop's currency, which is what is booked, and in the customer's. */
const MoneySet = z.object({ shop_money: z.object({ amount: Decimal, currency_code: CurrencyCode }) });
const TaxLines = z.array(z.object({ price: Decimal })).default([]);

const LineItem = z.object({
  sku: text(120),
  variant_id: Id.nullish(),
  product_id: Id.nullish(),
  quantity: z.string().regex(/^\d{1,6}$/),
  price: Decimal,
  discount_allocations: z.array(z.object({ amount: Decimal })).default([]),
  tax_lines: TaxLines,
});

const Refund = z.object({
  id: Id,
  order_id: Id,
  created_at: At,
  note: text(500),
  refund_line_items: z
    .array(
      z.object({
        subtotal: Decimal,
        total_tax: Decimal.nullish(),
        subtotal_set: MoneySet.nullish(),
        total_tax_set: MoneySet.nullish(),
        line_item: LineItem.pick({ sku: true, variant_id: true, product_id: true }).nullish(),
      }),
    )
    .default([]),
  order_adjustments: z
    .array(z.object({ amount: Decimal, amount_set: MoneySet.nullish(), kind: z.string() }))
    .default([]),
  transactions: z.array(z.object({ currency: CurrencyCode.nullish() })).default([]),
});
type Refund = z.infer<typeof Refund>;

const Order = z.object({
  id: Id,
  name: text(60),
  test: z.boolean().nullish(),
  currency: CurrencyCode,
  created_at: At,
  updated_at: At,
  cancelled_at: At.nullish(),
  financial_status: z.string().nullish(),
  fulfillment_status: z.string().nullish(),
  taxes_included: z.boolean().default(false),
  total_price: Decimal,
  total_discounts: Decimal.nullish().catch(null),
  total_tax: Decimal.nullish().catch(null),
  total_shipping_price_set: MoneySet.nullish().catch(null),
  customer: z.object({ id: Id }).nullish(),
  discount_codes: z.array(z.object({ code: z.string() })).default([]),
  note_attributes: z
    .array(z.object({ name: z.string(), value: z.union([z.string(), z.boolean()]).nullish() }))
    .default([]),
  landing_site: z.string().nullish(),
  line_items: z.array(LineItem).max(500),
  fulfillments: z.array(z.object({ updated_at: At, shipment_status: z.string().nullish() })).default([]),
  refunds: z.array(Refund).default([]),
});
type Order = z.infer<typeof Order>;

const PAID = ['paid', 'partially_refunded', 'refunded'];

/** What an event of Shopify's says. Of orders every topic carries the whole order, so that any may come first. */
export function readShopify(topic: string, body: unknown): { facts: Fact[]; ignoredFor: IgnoredFor | null } {
  if (topic === 'refunds/create') {
    const refund = parsed(Refund, body);
    return { facts: [refundOf(refund, currencyOf(refund))], ignoredFor: null };
  }
  // An edit's own event has another shape; orders/updated follows it.
  if (!topic.startsWith('orders/') || topic === 'orders/edited' || topic === 'orders/delete')
    return { facts: [], ignoredFor: 'topic' };
  const order = parsed(Order, body);
  if (order.test) return { facts: [], ignoredFor: 'test' };
  return {
    facts: [
      orderOf(order),
      ...order.refunds.map((refund) => refundOf(refund, currencyOf(refund) ?? order.currency)),
      ...stepsOf(order),
    ],
    ignoredFor: null,
  };
}

function orderOf(order: Order): OrderFact {
  const { currency } = order;
  const items = order.line_items.map((line) => {
    const discount = sum(line.discount_allocations.map(({ amount }) => amountOf(amount, currency, 'amount')));
    const tax = order.taxes_included
      ? sum(line.tax_lines.map(({ price }) => amountOf(price, currency, 'tax_lines')))
      : 0;
    const quantity = Number(line.quantity);
    const amount = amountOf(line.price, currency, 'price') * quantity - discount - tax;
    return { sku: skuOf(line), quantity: Math.max(1, quantity), amount: Math.max(0, amount) };
  });
  const kept = order.note_attributes.flatMap(({ name, value }) => {
    return name === 'kclid' && typeof value === 'string' ? [value] : [];
  });
  const codes = order.discount_codes.map(({ code }) => code);
  return {
    kind: 'order',
    orderId: order.id,
    reference: null,
    currency,
    base: sum(items.map(({ amount }) => amount)),
    gross: amountOf(order.total_price, currency, 'total_price'),
    taxesIncluded: order.taxes_included,
    status: PAID.includes(order.financial_status ?? '') ? 'paid' : 'placed',
    occurredAt: order.created_at,
    touches: touchesIn([...kept, ...landingTouches(order.landing_site)]),
    couponCode: codes[0]?.slice(0, 60),
    customerId: order.customer?.id,
    items,
    parts: partsOf(
      {
        discount: order.total_discounts,
        shipping: order.total_shipping_price_set?.shop_money.amount,
        tax: order.total_tax,
      },
      currency,
    ),
    metadata: {
      shop_order: order.name,
      ...(codes.length > 1 ? { codes: codes.join(' ').slice(0, 500) } : {}),
    },
  };
}

/** What became of the order since; it is received when every parcel is. */
function stepsOf(order: Order): Fact[] {
  const of = { orderId: order.id };
  if (order.cancelled_at || order.financial_status === 'voided')
    return [{ kind: 'status', of, status: 'cancelled', at: order.cancelled_at ?? order.updated_at }];
  const steps: Fact[] = PAID.includes(order.financial_status ?? '')
    ? [{ kind: 'status', of, status: 'paid', at: order.updated_at }]
    : [];
  const delivered = order.fulfillments.every(({ shipment_status }) => shipment_status === 'delivered');
  if (order.fulfillment_status === 'fulfilled' && order.fulfillments.length > 0 && delivered) {
    const last = Math.max(...order.fulfillments.map(({ updated_at }) => updated_at.getTime()));
    steps.push({ kind: 'status', of, status: 'completed', at: new Date(last) });
  }
  return steps;
}

/**
 * A refund by its lines. `refund_discrepancy` is what was given back beyond the lines (below zero) or kept of them
 * (above); shipping that is given back was never commissioned.
 */
function refundOf(refund: Refund, currency: Currency | undefined): RefundFact {
  const into = parsed(CurrencyCode, currency, 'currency');
  const lines = refund.refund_line_items.map((line) => ({
    sku: line.line_item ? skuOf(line.line_item) : '',
    amount: amountOf(line.subtotal_set?.shop_money.amount ?? line.subtotal, into, 'subtotal'),
    tax: amountOf(line.total_tax_set?.shop_money.amount ?? line.total_tax ?? '0', into, 'total_tax'),
  }));
  const beyond = refund.order_adjustments
    .filter(({ kind }) => kind === 'refund_discrepancy')
    .map(({ amount, amount_set }) => -amountOf(amount_set?.shop_money.amount ?? amount, into, 'amount'));
  return {
    kind: 'refund',
    of: { orderId: refund.order_id },
    refundId: refund.id,
    chargeback: false,
    at: refund.created_at,
    reason: refund.note,
    currency: into,
    sum: { adjustment: sum(beyond), lines },
  };
}

function currencyOf({ refund_line_items, order_adjustments, transactions }: Refund): Currency | undefined {
  const sets = [
    ...refund_line_items.map((line) => line.subtotal_set),
    ...order_adjustments.map((one) => one.amount_set),
  ];
  return (
    sets.find(Boolean)?.shop_money.currency_code ??
    transactions.find((one) => one.currency)?.currency ??
    undefined
  );
}

/** Products without a SKU are told apart by their variant. */
function skuOf({
  sku,
  variant_id,
  product_id,
}: Pick<z.infer<typeof LineItem>, 'sku' | 'variant_id' | 'product_id'>) {
  return sku || variant_id || product_id || '';
}
