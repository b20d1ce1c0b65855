import { Currency, isStorable, PositiveMinor, webAddress } from '@kolony/kernel';
import { z } from 'zod';

/** The key of the sentence that says so, in the forms' catalogue. */
const UNSTORABLE = 'unstorable_text';

/** Percentage of sale. `rateBp` in basis points: 1500 = 15 %. */
const Cps = z.object({ kind: z.literal('cps'), rateBp: z.int().min(1).max(9_000) });

/** The money rules of an offer; accepting a deal freezes them as Terms v1. Every rule is shown to both sides in words. */
export const TermsRules = z.object({
  earnings: z.array(z.discriminatedUnion('kind', [Cps])).length(1),
  /** Days between receipt and payable; never less than MIN_HOLD_DAYS in effect. */
  holdDays: z.int().min(0).max(180),
});
export type TermsRules = z.infer<typeof TermsRules>;

/** Payable is never earlier than receipt + 7 days (product.md, "States of a commission"). */
export const MIN_HOLD_DAYS = 7;
/** A shop that never reports receipt is taken to have delivered 15 days after the order, as the alliances do. */
export const AUTO_RECEIPT_DAYS = 15;

export const CampaignState = z.enum(['draft', 'live', 'closed']);
export type CampaignState = z.infer<typeof CampaignState>;

export const AttributionRule = z.object({
  model: z.literal('last_click'),
  windowDays: z.int().min(1).max(90),
  codeRule: z.enum(['code_wins', 'link_wins', 'only_if_involved']),
});
export type AttributionRule = z.infer<typeof AttributionRule>;

export const DeliverableFormat = z.enum(['video', 'post', 'live', 'story']);
const NewDeliverable = z.object({
  title: z.string().trim().min(1).max(120).refine(isStorable, UNSTORABLE),
  format: DeliverableFormat,
  dueAt: z.date().nullable(),
});

/** Stored normalised; refused with what a tracked link may never send a visitor to (kernel `webAddress`). */
const WebUrl = z
  .string()
  .trim()
  .max(1_000)
  .refine((text) => webAddress(text) !== null, 'url')
  .overwrite((text) => webAddress(text)?.href ?? text);

export const NewCampaign = z.object({
  name: z.string().trim().min(1).max(120).refine(isStorable, UNSTORABLE),
  currency: Currency,
  brief: z.string().trim().min(1).max(20_000).refine(isStorable, UNSTORABLE),
  disclosure: z.string().trim().min(1).max(200).refine(isStorable, UNSTORABLE),
  landingUrl: WebUrl,
  fallbackUrl: WebUrl.nullable(),
  attribution: AttributionRule,
  offer: TermsRules,
  deliverables: z.array(NewDeliverable).max(20),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
});
export type NewCampaign = z.infer<typeof NewCampaign>;

export const Deliverable = NewDeliverable.extend({ id: z.string() });
export type Deliverable = z.infer<typeof Deliverable>;

export const CampaignSummary = z.object({
  id: z.string(),
  name: z.string(),
  state: CampaignState,
  currency: Currency,
  createdAt: z.date(),
  dealCount: z.int(),
  /** Minor units ever moved into the campaign's escrow, less what was returned. */
  funded: z.int(),
  /** Minor units still free in the campaign's escrow. */
  free: z.int(),
});
export type CampaignSummary = z.infer<typeof CampaignSummary>;

export const Campaign = CampaignSummary.extend({
  brandId: z.string(),
  brief: z.string(),
  disclosure: z.string(),
  landingUrl: z.string(),
  fallbackUrl: z.string().nullable(),
  attribution: AttributionRule,
  offer: TermsRules,
  deliverables: z.array(Deliverable),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
  publishedAt: z.date().nullable(),
  closedAt: z.date().nullable(),
});
export type Campaign = z.infer<typeof Campaign>;

export const Deposit = z.object({
  amount: PositiveMinor.max(1_000_000_000_000),
  currency: Currency,
  /** The bank's reference; the same reference again is the same deposit. */
  reference: z.string().trim().min(1).max(80).refine(isStorable, UNSTORABLE),
});
export type Deposit = z.infer<typeof Deposit>;

export const FundCampaign = z.object({
  campaignId: z.string(),
  amount: PositiveMinor.max(1_000_000_000_000),
  /** Made by the client once per intent, so that a double click funds once. */
  idempotencyKey: z.string().min(8).max(80).refine(isStorable, UNSTORABLE),
});
export type FundCampaign = z.infer<typeof FundCampaign>;

/** What the workspace has deposited and not yet given to a campaign, per currency. */
export const FundingBalance = z.object({ currency: Currency, free: z.int() });
export type FundingBalance = z.infer<typeof FundingBalance>;
