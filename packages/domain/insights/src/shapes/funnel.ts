import { z } from 'zod';
import { Answered } from './performance.ts';

/** From a click to what stays sold. `views` and `carts` are visitors that shops' pages reported, the rest facts of ours. */
const STEPS = ['clicks', 'views', 'carts', 'orders', 'paid', 'completed', 'settled'] as const;
export const FunnelStep = z.enum(STEPS);
export type FunnelStep = z.infer<typeof FunnelStep>;

const Counts = z.record(FunnelStep, z.int());

export const FunnelReport = Answered.extend({
  /** Whether any page reported anything in the period; without it views and carts say nothing. */
  pagesReport: z.boolean(),
  total: Counts,
  /** Most clicks first; the first hundred. */
  kols: z.array(z.object({ kolId: z.string(), displayName: z.string(), counts: Counts })),
});
export type FunnelReport = z.infer<typeof FunnelReport>;
