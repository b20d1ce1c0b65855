import { Currency, isStorable, PositiveMinor, webAddress } from '@kolony/kernel';
import { z } from 'zod';
import { TermsRules, undueMilestone } from './terms.ts';

/** The key of the sentence that says so, in the forms' catalogue. */
const UNSTORABLE = 'unstorable_text';

export {
  AUTO_RECEIPT_DAYS,
  type Bonus,
  EarningRule,
  fixedFee,
  MIN_HOLD_DAYS,
  type MilestoneRule,
  type Only,
  RATE_LOCK_DAYS,
  RATE_NOTICE_DAYS,
  TermsRules,
  type Tiers,
  tierBase,
  undueMilestone,
} from './terms.ts';

export const CampaignState = z.enum(['draft', 'live', 'closed']);
export type CampaignState = z.infer<typeof CampaignState>;

/** How the credit of one order is shared among its touches, for pay. */
export const AttributionModel = z.enum(['last_click', 'first_click', 'linear', 'time_decay', 'position']);
export type AttributionModel = z.infer<typeof AttributionModel>;

export const AttributionRule = z.object({
  model: AttributionModel,
  windowDays: z.int().min(1).max(90),
  codeRule: z.enum(['code_wins', 'link_wins', 'only_if_involved']),
});
export type AttributionRule = z.infer<typeof AttributionRule>;

export const DeliverableFormat = z.enum(['video', 'post', 'live', 'story']);
export const NewDeliverable = z.object({
  title: z.string().trim().min(1).max(120).refine(isStorable, UNSTORABLE),
  format: DeliverableFormat,
  dueAt: z.date().nullable(),
});
export type NewDeliverable = z.infer<typeof NewDeliverable>;

/** Stored normalised; refused with what a tracked link may never send a visitor to (kernel `webAddress`). */
const WebUrl = z
  .string()
  .trim()
  .max(1_000)
  .refine((text) => webAddress(text) !== null, 'url')
  .overwrite((text) => webAddress(text)?.href ?? text);

const CampaignFields = z.object({
  name: z.string().trim().min(1).max(120).refine(isStorable, UNSTORABLE),
  currency: Currency,
  brief: z.string().trim().min(1).max(20_000).refine(isStorable, UNSTORABLE),
  disclosure: z.string().trim().min(1).max(200).refine(isStorable, UNSTORABLE),
  landingUrl: WebUrl,
  fallbackUrl: WebUrl.nullable(),
  attribution: AttributionRule,
  offer: TermsRules,
  deliverables: z.array(NewDeliverable).max(20),
  /** KOLs find it in the portal and may apply. */
  openToApply: z.boolean(),
  startsAt: z.date().nullable(),
  endsAt: z.date().nullable(),
});

export const NewCampaign = CampaignFields.superRefine(({ offer, deliverables }, ctx) => {
  const undue = undueMilestone(offer, deliverables.length);
  if (undue) ctx.addIssue({ code: 'custom', path: ['offer', 'milestones'], message: `terms_${undue.fault}` });
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
  openToApply: z.boolean(),
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
