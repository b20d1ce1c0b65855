import type { OrderItem, OrderParts } from '@kolony/commissions/schema';
import { Currency } from '@kolony/kernel';
import { z } from 'zod';

/** What a shop's event says, in this house's words. All amounts are minor units; ids are the shop's own. */

/** Stored as JSON while it waits, so instants are read back from ISO text. */
const Instant = z.coerce.date();
const Amount = z.int().min(0).max(1_000_000_000_000);
const OrderId = z.string().min(1).max(100);

/** An order as it was placed: the same in every event of it, whatever happened to it since. */
export interface OrderFact {
  kind: 'order';
  orderId: string;
  /** Another name by which later events speak of it. */
  reference: string | null;
  currency: Currency;
  /** Paid for goods, after discounts, without tax and shipping. */
  base: number;
  /** All that the customer paid. */
  gross: number;
  /** Whether the shop's prices, and so its refunds by line, have tax in them. */
  taxesIncluded: boolean;
  status: 'placed' | 'paid';
  occurredAt: Date;
  /** Click tokens as the shop kept them. */
  touches: string[];
  couponCode: string | undefined;
  customerId: string | undefined;
  items: OrderItem[];
  /** As far as the shop says. */
  parts: Pick<OrderParts, 'discount' | 'shipping' | 'tax'>;
  metadata: Record<string, string>;
}

/** By its id, or by the other name. */
export const OrderName = z.union([z.object({ orderId: OrderId }), z.object({ reference: OrderId })]);
export type OrderName = z.infer<typeof OrderName>;

const StatusFact = z.object({
  kind: z.literal('status'),
  of: OrderName,
  status: z.enum(['paid', 'completed', 'cancelled']),
  at: Instant,
});

export const RefundFact = z.object({
  kind: z.literal('refund'),
  of: OrderName,
  refundId: OrderId,
  chargeback: z.boolean(),
  at: Instant,
  reason: z.string(),
  currency: Currency,
  /** By goods, as they stand in the shop's prices; or the whole sum, of which nobody said what it was for. */
  sum: z.union([
    z.object({
      /** Beyond the lines' own: a part kept back is below zero. */
      adjustment: z.int(),
      lines: z.array(z.object({ sku: z.string().max(120), amount: Amount, tax: Amount })).max(500),
    }),
    z.object({ gross: Amount }),
  ]),
});
export type RefundFact = z.infer<typeof RefundFact>;

const WonBackFact = z.object({
  kind: z.literal('won_back'),
  of: OrderName,
  refundId: OrderId,
  at: Instant,
});

/** What is about an order that may not be there yet. */
export const LaterFact = z.discriminatedUnion('kind', [StatusFact, RefundFact, WonBackFact]);
export type LaterFact = z.infer<typeof LaterFact>;

export type Fact = OrderFact | LaterFact;

/** An event that is the shop's, read. */
export interface ShopEvent {
  /** The shop's id of the event; the same when it is sent again. */
  eventId: string;
  topic: string;
  /** In the order in which they take effect. */
  facts: Fact[];
  /** Why there are none. */
  ignoredFor: IgnoredFor | null;
}

export type IgnoredFor =
  | 'topic' // it is about nothing that is recorded
  | 'test' // the shop says itself that nothing was bought
  | 'unpaid' // a cart or a failed payment: there is no order yet
  | 'no_goods' // nothing was paid for goods
  | 'not_final'; // a refund that is not certain yet
