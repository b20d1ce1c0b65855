import { z } from 'zod';
import { Answered, Performance } from './performance.ts';

/** So many values a KOL's little chart has at most; a longer period is told in equal steps of whole days. */
export const SPARK_POINTS = 30;

const KolRow = Performance.extend({
  kolId: z.string(),
  displayName: z.string(),
  /** The deals behind the row. */
  dealIds: z.array(z.string()),
  /** By the report's steps, oldest first. */
  spark: z.object({ clicks: z.array(z.int()), placed: z.array(z.int()), settled: z.array(z.int()) }),
});

export const KolsReport = Answered.extend({
  total: Performance,
  /** First day of every step of the little charts. */
  steps: z.array(z.iso.date()),
  /** Highest settled, then placed, first; the first hundred. */
  kols: z.array(KolRow),
  /** Everybody else, in sum; null when all are listed. */
  rest: Performance.extend({ kols: z.int() }).nullable(),
});
export type KolsReport = z.infer<typeof KolsReport>;
