import { z } from 'zod';
import { Answered } from './performance.ts';

const Marginal = z.object({
  /** Settled GMV per unit of the last quarter of the cost, in the order of the days on which it was earned. */
  roas: z.number(),
  /** Where it lies with 95 % confidence, as far as its days tell; null for fewer than five days with cost. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** What the last quarter was. */
  cost: z.int(),
  settled: z.int(),
  days: z.int(),
});

export const SpendReport = Answered.extend({
  settled: z.int(),
  settledCost: z.int(),
  cost: z.int(),
  roas: z.number().nullable(),
  marginal: Marginal.nullable(),
  /** Highest cost first; the first hundred. */
  kols: z.array(
    z.object({
      kolId: z.string(),
      displayName: z.string(),
      cost: z.int(),
      settledCost: z.int(),
      settled: z.int(),
      settledOrders: z.int(),
      roas: z.number().nullable(),
      /** Null while its settled cost is on fewer than two days, and until an order's value is settled. */
      marginal: Marginal.nullable(),
    }),
  ),
  /** KOLs with settled GMV, highest first: how much of it the first 1, 3 and 10 brought, and how many bring 80 %. */
  concentration: z.object({
    kols: z.int(),
    top: z.array(z.object({ kols: z.int(), share: z.number() })),
    for80: z.int(),
  }),
});
export type SpendReport = z.infer<typeof SpendReport>;
