import { Currency } from '@kolony/kernel';
import { z } from 'zod';
import { Period, Traffic } from './traffic.ts';

/** What a slice brought, with every rate that is read beside it; a rate of nothing is null, not zero. */
export const Performance = Traffic.extend({
  paidOrders: z.int(),
  completedOrders: z.int(),
  /** Hold over, and something of it kept. */
  settledOrders: z.int(),
  /** Cost of the settled orders and of fees that were paid: what ROI and ROAS are measured against. */
  settledCost: z.int(),
  /** (settled GMV − settled cost) ÷ settled cost; null until an order's value is settled, whatever fees were paid. */
  roi: z.number().nullable(),
  /** Settled GMV ÷ settled cost; null when ROI is. */
  roas: z.number().nullable(),
  /** Cost ÷ orders, minor units. */
  cpa: z.int().nullable(),
  /** Placed ÷ orders, minor units. */
  aov: z.int().nullable(),
  /** Orders ÷ clicks; above 1 where codes bring orders without clicks. */
  conversion: z.number().nullable(),
  /** Refunded ÷ placed. */
  refundRate: z.number().nullable(),
});
export type Performance = z.infer<typeof Performance>;

/** What every answer repeats of its question. */
export const Answered = z.object({
  currency: Currency,
  period: Period,
  timeZone: z.string(),
});
