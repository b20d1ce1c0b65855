import { isStorable, PositiveMinor } from '@kolony/kernel';
import { z } from 'zod';

/**
 * The money rules of a deal. An absent rule is a rule that the deal does not have. Every amount is in minor units of the
 * campaign's currency, every rate in basis points (1500 = 15 %). Every rule is shown to both sides in words.
 */
const Amount = PositiveMinor.max(1_000_000_000_000);
const RateBp = z.int().min(1).max(9_000);
const Word = z.string().trim().min(1).max(120).refine(isStorable, 'unstorable_text');

/** Which lines of which orders a rate is for; an absent part does not narrow it. The first rate that fits a line is its rate. */
const Only = z.object({
  skus: z.array(Word).min(1).max(200).optional(),
  categories: z.array(Word).min(1).max(50).optional(),
  /** By the customer's first order with the brand; an order without a customer is neither. */
  customer: z.enum(['new', 'returning']).optional(),
});
export type Only = z.infer<typeof Only>;

/** Percentage of sale. */
const Cps = z.object({ kind: z.literal('cps'), rateBp: RateBp, only: Only.optional() });
/** A fixed amount per order. */
const Cpa = z.object({
  kind: z.literal('cpa'),
  amount: Amount,
  only: Only.pick({ customer: true }).optional(),
});
/** A fixed amount per deduplicated, counted click, booked per day. */
const Cpc = z.object({ kind: z.literal('cpc'), amount: Amount });
export const EarningRule = z.discriminatedUnion('kind', [Cps, Cpa, Cpc]);
export type EarningRule = z.infer<typeof EarningRule>;

/** One part of the fixed fee (坑位费). */
const Milestone = z.object({
  /** Names it in the deal; letters, digits, - and _. */
  key: z.string().regex(/^[\w-]{1,40}$/),
  title: Word,
  amount: Amount,
  /** Paid when the deal is accepted, or when the posting of the deliverable at this position is confirmed. */
  due: z.union([z.literal('acceptance'), z.object({ deliverable: z.int().min(0).max(19) })]),
});
export type MilestoneRule = z.infer<typeof Milestone>;

/** By settled GMV the rate of the general percentage rises, by settled orders the amount per order. */
const Tiers = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('gmv'),
    /** True: reaching a step raises everything settled before; false: only what is above the step. */
    retroactive: z.boolean(),
    steps: z
      .array(z.object({ from: Amount, rateBp: RateBp }))
      .min(1)
      .max(10),
  }),
  z.object({
    by: z.literal('orders'),
    retroactive: z.boolean(),
    steps: z
      .array(z.object({ from: PositiveMinor, amount: Amount }))
      .min(1)
      .max(10),
  }),
]);
export type Tiers = z.infer<typeof Tiers>;

const Caps = z.object({
  perOrder: Amount.optional(),
  /** Per day of the brand's time zone. */
  perDay: Amount.optional(),
  /** For the KOL under this deal, rewards included. */
  total: Amount.optional(),
});

/** Paid once when settled GMV or settled orders reach it; a refund that falls below takes it back. */
const Bonus = z.object({ by: z.enum(['gmv', 'orders']), reach: Amount, amount: Amount });
export type Bonus = z.infer<typeof Bonus>;

/** 保ROI: refund = fixed fee × max(0, 1 − settled net GMV at day N ÷ target). */
const Guarantee = z.object({ target: Amount, days: z.int().min(1).max(365) });

/** Another party's part of every commission; the KOL has the rest. */
const Partner = z.object({ agencyId: z.string().min(1).max(60), shareBp: z.int().min(1).max(9_000) });

export const TermsRules = z
  .object({
    earnings: z.array(EarningRule).max(20),
    milestones: z.array(Milestone).min(1).max(10).optional(),
    tiers: Tiers.optional(),
    caps: Caps.optional(),
    /** Orders below it earn nothing. */
    minOrder: Amount.optional(),
    bonuses: z.array(Bonus).min(1).max(10).optional(),
    guarantee: Guarantee.optional(),
    /** With the KOL, and the KOL's agency, five parties at most (the waterfall's limit). */
    partners: z.array(Partner).min(1).max(3).optional(),
    /** Days between receipt and payable; never less than MIN_HOLD_DAYS in effect. */
    holdDays: z.int().min(0).max(180),
  })
  .superRefine((rules, ctx) => {
    for (const [path, message] of contradictions(rules)) ctx.addIssue({ code: 'custom', path, message });
  });
export type TermsRules = z.infer<typeof TermsRules>;

type Path = (string | number)[];

/** What no two sides could have meant; the messages are keys of the forms' catalogue. */
function contradictions(rules: {
  earnings: EarningRule[];
  milestones?: MilestoneRule[] | undefined;
  tiers?: Tiers | undefined;
  guarantee?: unknown;
  caps?: { total?: number | undefined } | undefined;
  bonuses?: readonly { amount: number }[] | undefined;
  partners?: readonly { agencyId: string; shareBp: number }[] | undefined;
}): [Path, string][] {
  const found: [Path, string][] = [];
  const { earnings, milestones = [], tiers, partners = [] } = rules;
  if (earnings.length === 0 && milestones.length === 0) found.push([['earnings'], 'terms_pay_nothing']);
  for (const kind of ['cps', 'cpa', 'cpc'] as const) {
    const general = earnings.filter((rule) => rule.kind === kind && !('only' in rule && rule.only));
    if (general.length > 1) found.push([['earnings'], 'terms_two_general_rates']);
  }
  if (new Set(milestones.map(({ key }) => key)).size < milestones.length)
    found.push([['milestones'], 'terms_milestone_twice']);
  if (tiers) {
    const base = tierBase({ earnings, tiers });
    const values = tiers.by === 'gmv' ? tiers.steps.map((s) => s.rateBp) : tiers.steps.map((s) => s.amount);
    const rising = (list: readonly number[]) => list.every((n, i) => i === 0 || n > (list[i - 1] ?? 0));
    if (base === null) found.push([['tiers'], 'terms_tier_without_base']);
    else if (!rising([base, ...values]) || !rising(tiers.steps.map((s) => s.from)))
      found.push([['tiers', 'steps'], 'terms_tiers_must_rise']);
  }
  const cap = rules.caps?.total;
  if (cap !== undefined && rules.bonuses?.some(({ amount }) => amount > cap))
    found.push([['bonuses'], 'terms_bonus_above_cap']);
  if (rules.guarantee && milestones.length === 0) found.push([['guarantee'], 'terms_guarantee_without_fee']);
  if (new Set(partners.map(({ agencyId }) => agencyId)).size < partners.length)
    found.push([['partners'], 'terms_partner_twice']);
  if (partners.reduce((sum, { shareBp }) => sum + shareBp, 0) > 9_000)
    found.push([['partners'], 'terms_partners_take_all']);
  return found;
}

/** What is wrong with what a part of the fee waits for. */
export interface UndueMilestone {
  title: string;
  fault: 'milestone_without_deliverable' | 'two_milestones_for_one';
}

/** The first part of the fee that could never fall due, or that shares its posting with another; null: none. */
export function undueMilestone(
  { milestones = [] }: Pick<TermsRules, 'milestones'>,
  deliverables: number,
): UndueMilestone | null {
  const taken = new Set<number>();
  for (const { due, title } of milestones) {
    if (due === 'acceptance') continue;
    if (due.deliverable >= deliverables) return { title, fault: 'milestone_without_deliverable' };
    if (taken.has(due.deliverable)) return { title, fault: 'two_milestones_for_one' };
    taken.add(due.deliverable);
  }
  return null;
}

/** What tiers rise from: the general percentage, or the general amount per order; null when there is none. */
export function tierBase({ earnings, tiers }: Pick<TermsRules, 'earnings' | 'tiers'>): number | null {
  if (!tiers) return null;
  for (const rule of earnings) {
    if (tiers.by === 'gmv' && rule.kind === 'cps' && !rule.only) return rule.rateBp;
    if (tiers.by === 'orders' && rule.kind === 'cpa' && !rule.only) return rule.amount;
  }
  return null;
}

/** The fixed fee: all milestones together. */
export function fixedFee({ milestones = [] }: Pick<TermsRules, 'milestones'>): number {
  return milestones.reduce((sum, { amount }) => sum + amount, 0);
}

/** Payable is never earlier than receipt + 7 days (product.md, "States of a commission"). */
export const MIN_HOLD_DAYS = 7;
/** A shop that never reports receipt is taken to have delivered 15 days after the order, as the alliances do. */
export const AUTO_RECEIPT_DAYS = 15;
/** A lowered rate waits for this long, and is announced again shortly before (TikTok Shop's rate lock). */
export const RATE_LOCK_DAYS = 30;
export const RATE_NOTICE_DAYS = 2;
