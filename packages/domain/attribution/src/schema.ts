import { z } from 'zod';

/** Decisions are stored as JSON, so instants are read back from ISO text. */
const Instant = z.coerce.date();

/** Why a touch won or did not; each has a sentence in both languages. */
export const TouchVerdict = z.enum([
  'last_touch', // it won
  'not_last', // an eligible later touch won
  'outside_window', // older than the window at the order's instant
  'after_order', // its click is later than the order
  'deal_not_active', // the deal was not in force at the click
  'other_currency', // its campaign pays in another currency than the order
]);
export type TouchVerdict = z.infer<typeof TouchVerdict>;

export const Touch = z.object({
  clickId: z.string(),
  linkId: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  campaignId: z.string(),
  at: Instant,
});
export type Touch = z.infer<typeof Touch>;

export const JudgedTouch = Touch.extend({
  /** Basis points of the credit; all touches' shares sum to 10,000, or to 0 when nothing won. */
  shareBp: z.int(),
  verdict: TouchVerdict,
  windowEndsAt: Instant,
});
export type JudgedTouch = z.infer<typeof JudgedTouch>;

/** The attribution decision of one order, with every touch considered. */
export const Decision = z.object({
  rulesVersion: z.literal(1),
  model: z.literal('last_click'),
  windowDays: z.int().nullable(),
  /** Index into touches, or null when nobody earned the order. */
  winner: z.int().nullable(),
  touches: z.array(JudgedTouch),
  /** Click ids that were sent but cannot be credited, with the reason. */
  refusedClicks: z.array(
    z.object({ clickId: z.string(), reason: z.enum(['malformed', 'forged', 'unknown_link']) }),
  ),
});
export type Decision = z.infer<typeof Decision>;
