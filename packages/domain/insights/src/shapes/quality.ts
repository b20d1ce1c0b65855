import { z } from 'zod';
import { Answered } from './performance.ts';

/** Seconds under which an order came faster than most people pay. */
export const FAST = 10;

export const OrderQuality = z.object({
  orders: z.int(),
  placed: z.int(),
  refunded: z.int(),
  /** Refunded ÷ placed. */
  refundRate: z.number().nullable(),
  /** Orders of which anything, and of which everything came back. */
  refundedOrders: z.int(),
  lostOrders: z.int(),
  /** From the order to a refund of it, the middle one; null without refunds. */
  daysToRefund: z.number().nullable(),
  /** Orders that a code decided and whose customer never clicked a link of the KOL. */
  codeOnly: z.int(),
  /** Orders less than ten seconds after the click that won. */
  fast: z.int(),
});
export type OrderQuality = z.infer<typeof OrderQuality>;

export const QualityFigures = Answered.extend({
  total: OrderQuality,
  /** Highest refunded first; the first hundred. */
  kols: z.array(OrderQuality.extend({ kolId: z.string(), displayName: z.string() })),
  kolCount: z.int(),
});
export type QualityFigures = z.infer<typeof QualityFigures>;
