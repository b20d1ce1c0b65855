import { z } from 'zod';

/** Touches that are drawn one by one; a longer journey goes from the fourth to its end. */
export const DRAWN_TOUCHES = 4;

/**
 * How many journeys went from one place to the next: those that ended in an order, and those that have not. Places are
 * `<position>:<kolId>` with positions from 1, `<position>:others` for KOLs that are not drawn, and the ends `order` and
 * `none`.
 */
export const JourneyFlow = z.object({ from: z.string(), to: z.string(), orders: z.int(), open: z.int() });
export type JourneyFlow = z.infer<typeof JourneyFlow>;

const Neighbour = z.object({ kolId: z.string(), displayName: z.string(), journeys: z.int() });

/** One KOL's place in the journeys; a journey counts once in each figure, however often the KOL was touched. */
export const KolStep = z.object({
  kolId: z.string(),
  displayName: z.string(),
  /** Journeys that touched it, with an order and without. */
  journeys: z.int(),
  orders: z.int(),
  /** Of the orders: its touch was the first, it was touched between, its touch was the last; nobody else was touched. */
  opened: z.int(),
  assisted: z.int(),
  closed: z.int(),
  alone: z.int(),
  /** Whom customers touched right before and right after it, most often first; its own touches in a row are one. */
  before: z.array(Neighbour),
  after: z.array(Neighbour),
});
export type KolStep = z.infer<typeof KolStep>;
