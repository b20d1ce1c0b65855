import { z } from 'zod';

/** A ClickHouse `Date` holds 1970–2149, and a report lists every day. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'day_out_of_range');
const LONGEST_PERIOD = 1_100 * 86_400_000;

/** Calendar days in the reader's time zone, both inclusive, `YYYY-MM-DD`; three years at most. */
export const Period = z
  .object({ from: Day, to: Day })
  .refine((p) => p.from <= p.to, 'period_reversed')
  .refine((p) => Date.parse(p.to) - Date.parse(p.from) <= LONGEST_PERIOD, 'period_too_long');
export type Period = z.infer<typeof Period>;

/** The four numbers of every order, side by side and never mixed; minor units and order counts. */
export const Gmv = z.object({
  placed: z.int(),
  paid: z.int(),
  completed: z.int(),
  /** Completed, hold over, net of refunds. The headline. */
  settled: z.int(),
  refunded: z.int(),
});
export type Gmv = z.infer<typeof Gmv>;

/** What every report shows of every slice. */
export const Traffic = z.object({
  /** Every recorded request of a person, repeats included. */
  rawClicks: z.int(),
  /** Repeats of one visitor on one link within 30 minutes counted once. */
  clicks: z.int(),
  orders: z.int(),
  gmv: Gmv,
  /** Commissions accrued less reversed, minor units. */
  cost: z.int(),
});
