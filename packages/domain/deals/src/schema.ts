import { AttributionRule, CampaignState, Deliverable, TermsRules } from '@kolony/campaigns/schema';
import { Currency, isStorable } from '@kolony/kernel';
import { z } from 'zod';

export const DealState = z.enum(['invited', 'active', 'declined', 'withdrawn', 'ended']);
export type DealState = z.infer<typeof DealState>;

export const InviteKol = z.object({
  campaignId: z.string(),
  kolId: z.string(),
  message: z.string().trim().max(2_000).refine(isStorable, 'unstorable_text').default(''),
  /** Unset: the campaign's offer. */
  offer: TermsRules.optional(),
});
export type InviteKol = z.infer<typeof InviteKol>;

/** One immutable, numbered version of a deal's money rules. */
export const Terms = z.object({
  dealId: z.string(),
  version: z.int(),
  rules: TermsRules,
  effectiveFrom: z.date(),
  acceptedAt: z.date(),
});
export type Terms = z.infer<typeof Terms>;

export const DealEvent = z.object({
  id: z.string(),
  kind: z.enum(['invited', 'accepted', 'declined', 'withdrawn', 'ended']),
  by: z.enum(['brand', 'kol', 'system']),
  at: z.date(),
});
export type DealEvent = z.infer<typeof DealEvent>;

export const DealSummary = z.object({
  id: z.string(),
  state: DealState,
  campaign: z.object({ id: z.string(), name: z.string(), state: CampaignState, currency: Currency }),
  brand: z.object({ id: z.string(), name: z.string() }),
  kol: z.object({ id: z.string(), handle: z.string(), displayName: z.string() }),
  /** The rules in force: of the newest Terms version, or as offered. */
  rules: TermsRules,
  termsVersion: z.int().nullable(),
  invitedAt: z.date(),
  answeredAt: z.date().nullable(),
});
export type DealSummary = z.infer<typeof DealSummary>;

/** The deal page of both sides. */
export const Deal = DealSummary.extend({
  message: z.string(),
  brief: z.string(),
  disclosure: z.string(),
  landingUrl: z.string(),
  attribution: AttributionRule,
  deliverables: z.array(Deliverable),
  terms: z.array(Terms),
  timeline: z.array(DealEvent),
});
export type Deal = z.infer<typeof Deal>;
