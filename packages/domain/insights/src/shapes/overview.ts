import { z } from 'zod';
import { Answered, Performance } from './performance.ts';

/**
 * Why a value changed, in the order in which a visit becomes money. `joined` and `left`: KOLs with nothing on the other
 * side; `orders`: KOLs whose orders come by code alone, so that clicks explain nothing; `kept`: the part of what was
 * placed that is settled.
 */
export const CAUSES = ['joined', 'left', 'clicks', 'conversion', 'orders', 'orderValue', 'kept'] as const;
export const Cause = z.enum(CAUSES);
export type Cause = z.infer<typeof Cause>;

/** A change, told twice; both tellings sum to `delta` to the minor unit. */
export const Change = z.object({
  before: z.int(),
  after: z.int(),
  delta: z.int(),
  /** Causes that moved something. */
  causes: z.array(z.object({ cause: Cause, amount: z.int() })),
  /** Whose value moved most, in either direction, with what moved it most. */
  kols: z.array(
    z.object({
      kolId: z.string(),
      displayName: z.string(),
      before: z.int(),
      after: z.int(),
      delta: z.int(),
      cause: Cause.nullable(),
    }),
  ),
  /** Everybody else. */
  rest: z.object({ kols: z.int(), delta: z.int() }),
});
export type Change = z.infer<typeof Change>;

const Day = z.object({
  day: z.iso.date(),
  clicks: z.int(),
  orders: z.int(),
  placed: z.int(),
  settled: z.int(),
  cost: z.int(),
});

export const OverviewReport = Answered.extend({
  total: Performance,
  days: z.array(Day),
  /** Null without a compared period. */
  change: z.object({ settled: Change, placed: Change }).nullable(),
  /** Highest settled first; the first hundred. */
  campaigns: z.array(Performance.extend({ campaignId: z.string(), name: z.string() })),
});
export type OverviewReport = z.infer<typeof OverviewReport>;
