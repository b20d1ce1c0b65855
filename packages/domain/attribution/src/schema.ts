import { AttributionModel, AttributionRule } from '@kolony/campaigns/schema';
import { z } from 'zod';

/** Decisions are stored as JSON, so instants are read back from ISO text. */
const Instant = z.coerce.date();

/** Models that reports may use: those of pay, and two that look at all journeys together. */
export const ReportModel = z.enum([...AttributionModel.options, 'markov', 'shapley']);
export type ReportModel = z.infer<typeof ReportModel>;

/** Why a touch won or did not; each has a sentence in both languages. */
export const TouchVerdict = z.enum([
  'last_touch', // it won as the last eligible one
  'not_last', // an eligible later touch won
  'first_touch', // it won as the first eligible one
  'not_first', // an eligible earlier touch won
  'shared', // it has a part of the credit
  'repeat', // the same link again within 30 minutes: one touch, and the earlier one is it
  'code_wins', // its code was used, and codes go before links
  'lost_to_code', // another KOL's code was used, and codes go before links
  'lost_to_link', // its code was used, but there was a click, and links go before codes
  'code_not_involved', // its code was used, but its KOL brought no click, and the campaign asks for one
  'other_campaign', // the credit is shared within another campaign
  'outside_window', // older than the window at the order's instant
  'after_order', // its click is later than the order
  'deal_not_active', // the deal was not in force at the click
  'other_currency', // its campaign pays in another currency than the order
]);
export type TouchVerdict = z.infer<typeof TouchVerdict>;

export const Touch = z.object({
  kind: z.enum(['click', 'code']),
  /** The click token's id; of a code the code itself. */
  clickId: z.string(),
  /** A code has no link. */
  linkId: z.string().nullable(),
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
  /** Of the deciding campaign; null when nothing won. */
  model: AttributionModel.nullable(),
  codeRule: AttributionRule.shape.codeRule.nullable(),
  windowDays: z.int().nullable(),
  /** Index into touches of the deciding one, or null when nobody earned the order. */
  winner: z.int().nullable(),
  touches: z.array(JudgedTouch),
  /** Click ids and codes that were sent but cannot be credited, with the reason. */
  refusedClicks: z.array(
    z.object({
      clickId: z.string(),
      reason: z.enum(['malformed', 'forged', 'unknown_link', 'unknown_code']),
    }),
  ),
});
export type Decision = z.infer<typeof Decision>;
