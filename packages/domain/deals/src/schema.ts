import {
  AttributionRule,
  CampaignState,
  Deliverable,
  DeliverableFormat,
  NewDeliverable,
  TermsRules,
} from '@kolony/campaigns/schema';
import { Currency, isStorable, webAddress } from '@kolony/kernel';
import { z } from 'zod';

export { type Comparison, compareRules } from './compare-rules.ts';
export { diffRules, RuleChange } from './diff-rules.ts';
export { effectiveFrom } from './effective-from.ts';
export { findDisclosure } from './find-disclosure.ts';
export { termsInForce } from './terms-in-force.ts';

const Text = (max: number) => z.string().trim().max(max).refine(isStorable, 'unstorable_text');
const Reason = Text(500).min(1);
const Url = z
  .string()
  .trim()
  .max(1_000)
  .refine((text) => webAddress(text) !== null, 'url')
  .overwrite((text) => webAddress(text)?.href ?? text);

/**
 * applied (the brand answers) · invited (an offer of the brand: the KOL answers) · countered (an offer of the KOL: the
 * brand answers) · active · paused · and the ends: declined, withdrawn, expired, ended, terminated.
 */
export const DealState = z.enum([
  'applied',
  'invited',
  'countered',
  'active',
  'paused',
  'declined',
  'withdrawn',
  'expired',
  'ended',
  'terminated',
]);
export type DealState = z.infer<typeof DealState>;

/** An unanswered offer lapses after so many days. */
export const OFFER_DAYS = 14;

export const InviteKol = z.object({
  campaignId: z.string(),
  kolId: z.string(),
  message: Text(2_000).default(''),
  /** Unset: the campaign's offer. */
  offer: TermsRules.optional(),
});
export type InviteKol = z.infer<typeof InviteKol>;

export const ApplyToCampaign = z.object({ campaignId: z.string(), message: Text(2_000).default('') });
export type ApplyToCampaign = z.infer<typeof ApplyToCampaign>;

/** A new round: other rules, other deliverables, or both. */
export const CounterOffer = z.object({
  id: z.string(),
  /** The round it answers; another by now is `deals/offer_moved_on`. */
  round: z.int().min(1),
  rules: TermsRules,
  deliverables: z.array(NewDeliverable).max(20),
  message: Text(2_000).default(''),
});
export type CounterOffer = z.infer<typeof CounterOffer>;

/** The answerer says which round they read. */
export const AnswerOffer = z.object({ id: z.string(), round: z.int().min(1) });
export type AnswerOffer = z.infer<typeof AnswerOffer>;

export const AmendTerms = z.object({ id: z.string(), rules: TermsRules, reason: Reason });
export type AmendTerms = z.infer<typeof AmendTerms>;

export const WithReason = z.object({ id: z.string(), reason: Reason });
export type WithReason = z.infer<typeof WithReason>;

/** Who shares every commission: the KOL first; shares in basis points sum to 10,000. */
export const Leg = z.object({
  /** kol:<id>, agency:<id> */
  party: z.string(),
  kind: z.enum(['kol', 'mcn', 'sub_agency', 'promoter']),
  name: z.string(),
  shareBp: z.int(),
});
export type Leg = z.infer<typeof Leg>;

/** One immutable, numbered version of a deal's money rules. */
export const Terms = z.object({
  dealId: z.string(),
  version: z.int(),
  rules: TermsRules,
  legs: z.array(Leg),
  effectiveFrom: z.date(),
  acceptedAt: z.date(),
  reason: z.string(),
});
export type Terms = z.infer<typeof Terms>;

export const DealOffer = z.object({
  round: z.int(),
  by: z.enum(['brand', 'kol']),
  rules: TermsRules,
  deliverables: z.array(NewDeliverable),
  message: z.string(),
  at: z.date(),
});
export type DealOffer = z.infer<typeof DealOffer>;

export const DealEventKind = z.enum([
  'applied',
  'invited',
  'countered',
  'accepted',
  'declined',
  'withdrawn',
  'expired',
  'amended',
  'rate_notice',
  'paused',
  'resumed',
  'ended',
  'terminated',
  'draft_submitted',
  'draft_approved',
  'revision_asked',
  'proof_submitted',
  'proof_rejected',
  'posting_confirmed',
  'milestone_released',
  'milestone_returned',
  'sample_promised',
  'sample_shipped',
  'sample_received',
  'guarantee_proposed',
  'guarantee_accepted',
  'guarantee_disputed',
  'guarantee_waived',
]);
export type DealEventKind = z.infer<typeof DealEventKind>;

export const DealEvent = z.object({
  id: z.string(),
  kind: DealEventKind,
  by: z.enum(['brand', 'kol', 'system']),
  /** What it is about, for its sentence: round, version, title, amount, reason … */
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
  at: z.date(),
});
export type DealEvent = z.infer<typeof DealEvent>;

export const MilestoneState = z.enum(['reserved', 'released', 'returned']);
export const Milestone = z.object({
  key: z.string(),
  title: z.string(),
  amount: z.int(),
  state: MilestoneState,
  changedAt: z.date(),
});
export type Milestone = z.infer<typeof Milestone>;

export const SubmissionComment = z.object({
  id: z.string(),
  by: z.enum(['brand', 'kol']),
  body: z.string(),
  at: z.date(),
});
export const Submission = z.object({
  id: z.string(),
  kind: z.enum(['draft', 'proof']),
  revision: z.int(),
  text: z.string(),
  url: z.string().nullable(),
  media: z.array(z.string()),
  state: z.enum(['submitted', 'approved', 'rejected']),
  /** The label as it was found in the text, or null. */
  disclosure: z.string().nullable(),
  submittedAt: z.date(),
  reviewedAt: z.date().nullable(),
  comments: z.array(SubmissionComment),
});
export type Submission = z.infer<typeof Submission>;

export const DealDeliverableState = z.enum([
  'open',
  'draft_in_review',
  'revision_asked',
  'draft_approved',
  'proof_in_review',
  'confirmed',
]);
export type DealDeliverableState = z.infer<typeof DealDeliverableState>;
export const DealDeliverable = z.object({
  id: z.string(),
  position: z.int(),
  title: z.string(),
  format: DeliverableFormat,
  dueAt: z.date().nullable(),
  milestoneKey: z.string().nullable(),
  state: DealDeliverableState,
  /** Whose turn it is; null when it is done. */
  turn: z.enum(['brand', 'kol']).nullable(),
  confirmedAt: z.date().nullable(),
  submissions: z.array(Submission),
});
export type DealDeliverable = z.infer<typeof DealDeliverable>;

export const NewSubmission = z.object({
  deliverableId: z.string(),
  text: Text(20_000).min(1),
  url: Url.nullable(),
  media: z.array(Url).max(20),
});
export type NewSubmission = z.infer<typeof NewSubmission>;

export const NewComment = z.object({ submissionId: z.string(), body: Text(2_000).min(1) });
export type NewComment = z.infer<typeof NewComment>;

/** A review says why when it does not approve. */
export const ReviewSubmission = z
  .object({ submissionId: z.string(), approve: z.boolean(), note: Text(2_000).default('') })
  .refine(({ approve, note }) => approve || note !== '', { path: ['note'], message: 'reason_needed' });
export type ReviewSubmission = z.infer<typeof ReviewSubmission>;

export const Sample = z.object({
  id: z.string(),
  item: z.string(),
  quantity: z.int(),
  /** All pieces together, minor units of the campaign's currency; the KOL does not see it: null. */
  cost: z.int().nullable(),
  carrier: z.string(),
  trackingNo: z.string(),
  state: z.enum(['promised', 'shipped', 'received']),
  createdAt: z.date(),
  shippedAt: z.date().nullable(),
  receivedAt: z.date().nullable(),
});
export type Sample = z.infer<typeof Sample>;

export const NewSample = z.object({
  dealId: z.string(),
  item: Text(200).min(1),
  quantity: z.int().min(1).max(10_000),
  cost: z.int().min(0).max(1_000_000_000_000),
});
export type NewSample = z.infer<typeof NewSample>;

export const ShipSample = z.object({ id: z.string(), carrier: Text(80), trackingNo: Text(80) });
export type ShipSample = z.infer<typeof ShipSample>;

export const DealSummary = z.object({
  id: z.string(),
  state: DealState,
  campaign: z.object({ id: z.string(), name: z.string(), state: CampaignState, currency: Currency }),
  brand: z.object({ id: z.string(), name: z.string() }),
  kol: z.object({ id: z.string(), handle: z.string(), displayName: z.string() }),
  /** The rules in force: of the newest Terms version that is, or as offered. */
  rules: TermsRules,
  termsVersion: z.int().nullable(),
  round: z.int(),
  invitedAt: z.date(),
  expiresAt: z.date().nullable(),
  answeredAt: z.date().nullable(),
  /** A step of this side is waited for, or overdue. */
  turn: z.enum(['brand', 'kol']).nullable(),
});
export type DealSummary = z.infer<typeof DealSummary>;

/** The deal room of both sides. */
export const Deal = DealSummary.extend({
  message: z.string(),
  reason: z.string(),
  brief: z.string(),
  disclosure: z.string(),
  landingUrl: z.string(),
  attribution: AttributionRule,
  /** As offered, while there is no agreement; afterwards the same as `work`. */
  deliverables: z.array(Deliverable.omit({ id: true })),
  offers: z.array(DealOffer),
  terms: z.array(Terms),
  milestones: z.array(Milestone),
  work: z.array(DealDeliverable),
  samples: z.array(Sample),
  timeline: z.array(DealEvent),
});
export type Deal = z.infer<typeof Deal>;

/** A live campaign a KOL may apply to. */
export const OpenCampaign = z.object({
  id: z.string(),
  name: z.string(),
  brand: z.object({ id: z.string(), name: z.string() }),
  currency: Currency,
  brief: z.string(),
  disclosure: z.string(),
  offer: TermsRules,
  attribution: AttributionRule,
  deliverables: z.array(Deliverable),
  publishedAt: z.date(),
});
export type OpenCampaign = z.infer<typeof OpenCampaign>;

/** A KOL recommended for a campaign: the factors' points sum to the score. */
export const Recommendation = z.object({
  kol: z.object({ id: z.string(), handle: z.string(), displayName: z.string() }),
  score: z.int(),
  factors: z.array(
    z.object({
      kind: z.enum(['niche', 'platform', 'reach', 'record']),
      points: z.int(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
export type Recommendation = z.infer<typeof Recommendation>;

/** A proof of a posting, as reports tell postings apart. */
export const Posting = z.object({
  submissionId: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  displayName: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  /** Of the deliverable. */
  title: z.string(),
  format: DeliverableFormat,
  url: z.string().nullable(),
  text: z.string(),
  /** The brand looked at it. */
  confirmed: z.boolean(),
  /** When it was handed in: nobody tells when a post went up. */
  postedAt: z.date(),
  /** When the deal's next one was. */
  nextAt: z.date().nullable(),
  /** The part of the fixed fee that it releases, minor units of the campaign's currency. */
  fee: z.int(),
});
export type Posting = z.infer<typeof Posting>;
