import { z } from 'zod';
import { Answered } from './performance.ts';

/** What a posting brought. */
export const PostingFigures = z.object({
  clicks: z.int(),
  orders: z.int(),
  placed: z.int(),
  settled: z.int(),
  /** Commissions of its orders, less what was taken back. */
  commission: z.int(),
});
export type PostingFigures = z.infer<typeof PostingFigures>;

export const ContentFigures = Answered.extend({
  /** By the id that the posting was asked for under. */
  postings: z.record(z.string(), PostingFigures),
});
export type ContentFigures = z.infer<typeof ContentFigures>;
