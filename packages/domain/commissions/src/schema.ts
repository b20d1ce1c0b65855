import { Decision, TouchVerdict } from '@kolony/attribution/schema';
import { AttributionModel, TermsRules } from '@kolony/campaigns/schema';
import { Currency, isStorable, PositiveMinor } from '@kolony/kernel';
import { CheckState, OrderCheck, Reason } from '@kolony/trust/schema';
import { z } from 'zod';

export const ConversionStatus = z.enum(['placed', 'paid', 'completed', 'cancelled']);
export type ConversionStatus = z.infer<typeof ConversionStatus>;

/** pending (hold running) → payable → in_payout → paid; or reversed (refunded in full), or refused (never funded). */
export const CommissionState = z.enum(['pending', 'payable', 'in_payout', 'paid', 'reversed', 'refused']);
export type CommissionState = z.infer<typeof CommissionState>;

export const RefusalReason = z.enum([
  'budget_exhausted', // the campaign's escrow cannot pay it
  'campaign_not_live',
  'below_minor_unit', // it rounds to nothing
  'below_minimum', // the order is smaller than the Terms' minimum
  'no_rate', // no rate of the Terms is for this order
  'cap_reached', // a cap of the Terms leaves nothing
]);
export type RefusalReason = z.infer<typeof RefusalReason>;

export const OrderItem = z.object({
  sku: z.string().max(120),
  category: z.string().max(120).optional(),
  quantity: z.int().min(1).max(100_000),
  /** Line total in minor units, after discounts. */
  amount: z.int().min(0),
});
export type OrderItem = z.infer<typeof OrderItem>;

/** A click of the order, already verified by its token. */
export const ClaimedTouch = z.object({ clickId: z.string(), linkNo: z.int(), dealNo: z.int(), at: z.date() });
export type ClaimedTouch = z.infer<typeof ClaimedTouch>;

/** How an order in another currency is priced: the rate and where it is from are the request's, and are stored. */
export const Fx = z.object({
  /** The campaign's currency. */
  currency: Currency,
  /** Units of the campaign's currency for one unit of the order's, as a decimal: "7.1234". */
  rate: z
    .string()
    .regex(/^(?:0|[1-9]\d{0,5})(?:\.\d{1,8})?$/, 'rate')
    .refine((text) => Number(text) > 0, 'rate'),
  source: z.string().trim().min(1).max(120).refine(isStorable, 'unstorable_text'),
});
export type Fx = z.infer<typeof Fx>;

/**
 * What else a shop knows of an order: for the record and for reports. None of it is in the order's amount (which is
 * after discounts, without shipping and tax), none of it is commissioned. Minor units of the order's currency.
 */
export const OrderParts = z.object({
  discount: z.int().min(0).max(1_000_000_000_000).optional(),
  shipping: z.int().min(0).max(1_000_000_000_000).optional(),
  tax: z.int().min(0).max(1_000_000_000_000).optional(),
  /** Which of the brand's shops it was, in its own words. */
  storeId: z.string().min(1).max(60).optional(),
});
export type OrderParts = z.infer<typeof OrderParts>;

/** An order as the shop reports it; `apps/api` maps the snake_case body to this. */
export const NewConversion = z.object({
  orderId: z.string().min(1).max(120),
  /** Commissionable base: paid after discounts, without tax and shipping, minor units. */
  amount: PositiveMinor.max(1_000_000_000_000),
  currency: Currency,
  fx: Fx.optional(),
  status: z.enum(['placed', 'paid', 'completed']),
  occurredAt: z.date(),
  touches: z.array(ClaimedTouch).max(50),
  refusedClicks: Decision.shape.refusedClicks,
  couponCode: z.string().max(60).optional(),
  customerId: z.string().max(200).optional(),
  /** The shop's own word; without it the first order of a customerId is a new customer's. */
  customerIsNew: z.boolean().optional(),
  items: z.array(OrderItem).max(500),
  ...OrderParts.shape,
  metadata: z.record(z.string().max(60), z.string().max(500)),
});
export type NewConversion = z.infer<typeof NewConversion>;

/** Derivations are stored as JSON, so instants are read back from ISO text. */
const Instant = z.coerce.date();

/** One line of "why this amount": data, rendered in both languages from its `kind` and values. */
export const DerivationStep = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('order'),
    orderId: z.string(),
    amount: z.int(),
    currency: Currency,
    at: Instant,
  }),
  z.object({
    kind: z.literal('touch'),
    clickId: z.string(),
    linkId: z.string(),
    at: Instant,
    windowEndsAt: Instant,
  }),
  z.object({ kind: z.literal('code'), code: z.string(), at: Instant }),
  z.object({ kind: z.literal('terms'), dealId: z.string(), version: z.int(), effectiveFrom: Instant }),
  /** The order's amount in the campaign's currency. */
  z.object({
    kind: z.literal('fx'),
    rate: z.string(),
    source: z.string(),
    amount: z.int(),
    currency: Currency,
  }),
  /** The part of the order that this deal is credited with. */
  z.object({ kind: z.literal('share'), shareBp: z.int() }),
  z.object({ kind: z.literal('base'), amount: z.int(), currency: Currency }),
  z.object({ kind: z.literal('customer'), is: z.enum(['new', 'returning', 'unknown']) }),
  z.object({ kind: z.literal('minimum'), minimum: z.int(), met: z.boolean() }),
  /** One rule and what it made of the lines it is for. `rule` is its index in the Terms' earnings. */
  z.object({ kind: z.literal('rate'), rule: z.int(), rateBp: z.int(), base: z.int(), amount: z.int() }),
  z.object({ kind: z.literal('per_order'), rule: z.int(), amount: z.int() }),
  z.object({
    kind: z.literal('clicks'),
    day: z.string(),
    clicks: z.int(),
    paid: z.int(),
    each: z.int(),
    amount: z.int(),
  }),
  z.object({ kind: z.literal('milestone'), key: z.string(), title: z.string(), amount: z.int() }),
  /** A reward is what tiers and bonuses give for the settled figures, less what was given before. */
  z.object({
    kind: z.literal('reward'),
    orders: z.int(),
    gmv: z.int(),
    tier: z.int(),
    bonus: z.int(),
    before: z.int(),
  }),
  /** What the deal brought and cost before this order: what caps and tiers were judged by. */
  z.object({ kind: z.literal('history'), orders: z.int(), gmv: z.int(), day: z.int(), total: z.int() }),
  z.object({
    kind: z.literal('cap'),
    cap: z.enum(['per_order', 'per_day', 'total']),
    limit: z.int(),
    /** Used by earlier orders. */
    used: z.int(),
    before: z.int(),
    after: z.int(),
  }),
  /** What all parties together get. */
  z.object({ kind: z.literal('outlay'), amount: z.int(), currency: Currency }),
  /** `position` in the Terms' legs: rounding gives odd units to the earlier one. */
  z.object({
    kind: z.literal('leg'),
    party: z.string(),
    position: z.int(),
    shareBp: z.int(),
    amount: z.int(),
  }),
  z.object({
    kind: z.literal('hold'),
    receiptAt: Instant,
    receiptAssumed: z.boolean(),
    days: z.int(),
    until: Instant,
  }),
]);
export type DerivationStep = z.infer<typeof DerivationStep>;

export const Derivation = z.object({
  rulesVersion: z.literal(1),
  steps: z.array(DerivationStep),
  /** What each line of the order contributed before caps, which is how refunds by line weigh; minor units. */
  lines: z.array(z.int()),
});
export type Derivation = z.infer<typeof Derivation>;

export const CommissionSource = z.enum(['order', 'milestone', 'clicks', 'reward']);
export type CommissionSource = z.infer<typeof CommissionSource>;

export const CommissionRule = z.enum(['cps', 'cpa', 'mixed', 'cpc', 'fixed', 'reward']);
export type CommissionRule = z.infer<typeof CommissionRule>;

/** What one party earned from one source under one deal: a leg of the waterfall. */
export const Commission = z.object({
  id: z.string(),
  source: CommissionSource,
  conversionId: z.string().nullable(),
  orderId: z.string().nullable(),
  campaignId: z.string(),
  campaignName: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  /** Whose links or work it came through. */
  kolName: z.string(),
  /** Whose money: kol:<id>, agency:<id>. */
  party: z.string(),
  linkId: z.string().nullable(),
  termsVersion: z.int(),
  rule: CommissionRule,
  base: z.int(),
  /** The one percentage that made it, where there is one. */
  rateBp: z.int().nullable(),
  /** What all parties together got, before refunds. */
  outlay: z.int(),
  /** This party's part as priced, before refunds. */
  amount: z.int(),
  /** Taken back by refunds so far. */
  reversed: z.int(),
  currency: Currency,
  state: CommissionState,
  refusedFor: RefusalReason.nullable(),
  holdUntil: z.date(),
  /** An after-sale case is open: the hold stands still. */
  frozen: z.boolean(),
  /** What the rules of trust found about its order, where that stopped it; null where nothing did. */
  check: OrderCheck.nullable(),
  createdAt: z.date(),
});
export type Commission = z.infer<typeof Commission>;

/** An entry of the ledger as a commission's reader sees it. */
export const CommissionEntry = z.object({
  transactionId: z.string(),
  kind: z.string(),
  /** The account's kind: escrow, pending, payable, in_payout, clawback, manual. */
  account: z.string(),
  amount: z.int(),
  at: z.date(),
});
export type CommissionEntry = z.infer<typeof CommissionEntry>;

/** "Every cent explained": order → touches → terms → base → rate → amount → hold → refunds → entries. */
export const Explanation = z.object({
  commission: Commission,
  derivation: Derivation,
  /** Who won the order and why; null where there is no order. */
  decision: Decision.nullable(),
  refunds: z.array(
    z.object({
      refundId: z.string(),
      kind: z.enum(['refund', 'chargeback']),
      amount: z.int(),
      currency: Currency,
      taken: z.int(),
      reason: z.string(),
      at: z.date(),
      wonBackAt: z.date().nullable(),
    }),
  ),
  /** The other parties' legs: a KOL and an agency of the same deal see each other's, by name. */
  legs: z.array(z.object({ party: z.string(), name: z.string(), amount: z.int() })),
  entries: z.array(CommissionEntry),
});
export type Explanation = z.infer<typeof Explanation>;

export const ConversionResult = z.object({
  id: z.string(),
  orderId: z.string(),
  status: ConversionStatus,
  amount: z.int(),
  currency: Currency,
  discount: z.int().nullable(),
  shipping: z.int().nullable(),
  tax: z.int().nullable(),
  storeId: z.string().nullable(),
  decision: Decision,
  commissions: z.array(Commission),
  replayed: z.boolean(),
});
export type ConversionResult = z.infer<typeof ConversionResult>;

/** What a shop's server sent, as whoever connects it sees it arrive. */
export const RecentOrder = z.object({
  kind: z.enum(['order', 'refund', 'chargeback']),
  id: z.string(),
  /** When it was recorded. */
  at: z.date(),
  orderId: z.string(),
  amount: z.int(),
  currency: Currency,
  status: ConversionStatus.nullable(),
  /** The verdict by which somebody is credited; null: nobody is. */
  credited: TouchVerdict.nullable(),
});
export type RecentOrder = z.infer<typeof RecentOrder>;

/**
 * What a tried order is asked, in this order: about the order, about each of its clicks and its code, about the credit,
 * and about each deal that earns.
 */
export const CheckName = z.enum([
  'body', // what was sent is an order at all
  'occurred_at', // it is not from the future
  'exchange_rate', // its rate is into another currency than its own
  'order_id', // the id is new, or it is the same order again
  'click_genuine', // the click id is one that the tracker signed, unchanged
  'click_known', // it is a click on a link of this brand
  'code_known', // the code belongs to a deal of this brand
  'before_order', // the click was before the order
  'in_window', // the order came within the campaign's window
  'deal_active', // the deal was in force at the click
  'currency', // the campaign pays in the order's currency, or in the one its rate leads to
  'credited', // somebody is credited with the order
  'campaign_live',
  'minimum', // the order is as large as the Terms ask
  'rate', // a rate of the Terms is for this order
  'rounding', // it is worth at least one minor unit
  'caps', // the Terms' caps leave something
  'budget', // the campaign's escrow can pay it
]);
export type CheckName = z.infer<typeof CheckName>;

export const Check = z.object({
  name: CheckName,
  /** What an earlier check makes pointless is skipped. */
  result: z.enum(['passed', 'failed', 'skipped']),
  /** A verdict, a reason of refusal or an error's code; null where there is nothing to say. */
  why: z.string().nullable(),
  /** The click id, the code or the deal's id that it is about; null: the order. */
  about: z.string().nullable(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Check = z.infer<typeof Check>;

export const NewRefund = z.object({
  refundId: z.string().min(1).max(120),
  orderId: z.string().min(1).max(120),
  /** Refunded share of the commissionable base, minor units. */
  amount: PositiveMinor.max(1_000_000_000_000),
  /** Which lines, by the order's SKUs; their sum is `amount`. Without them the refund is spread over all lines. */
  items: z.array(z.object({ sku: z.string().max(120), amount: PositiveMinor })).max(500),
  /** A chargeback is a refund that the bank made; it can be won back. */
  kind: z.enum(['refund', 'chargeback']),
  occurredAt: z.date(),
  reason: z.string().trim().max(500).default(''),
});
export type NewRefund = z.infer<typeof NewRefund>;

export const RefundResult = z.object({
  id: z.string(),
  refundId: z.string(),
  orderId: z.string(),
  amount: z.int(),
  currency: Currency,
  adjustments: z.array(
    z.object({
      commissionId: z.string(),
      party: z.string(),
      /** Minor units taken back from the commission; below zero when rounding gave one back. */
      amount: z.int(),
      /** Whose balance it came from: still held, released, or (paid already) owed by the KOL. */
      from: z.enum(['pending', 'payable', 'clawback', 'none']),
    }),
  ),
  replayed: z.boolean(),
});
export type RefundResult = z.infer<typeof RefundResult>;

/** An order that broke a rule of trust, as its brand sees it. */
export const HeldOrder = z.object({
  conversionId: z.string(),
  orderId: z.string(),
  state: CheckState,
  score: z.int(),
  reasons: z.array(Reason),
  amount: z.int(),
  currency: Currency,
  /** What all parties of the order got, before refunds. */
  commission: z.int(),
  /** The campaign's. */
  commissionCurrency: Currency,
  campaignId: z.string(),
  campaignName: z.string(),
  kolId: z.string(),
  kolName: z.string(),
  orderedAt: z.date(),
  checkedAt: z.date(),
  decidedAt: z.date().nullable(),
  note: z.string(),
});
export type HeldOrder = z.infer<typeof HeldOrder>;

export const HeldOrderDecision = z.object({
  conversionId: z.string(),
  decision: z.enum(['released', 'refused']),
  /** For the other side to read. */
  note: z.string().trim().max(500).refine(isStorable, 'unstorable_text').default(''),
});
export type HeldOrderDecision = z.infer<typeof HeldOrderDecision>;

/** What one KOL has, per brand and currency. All from the ledger. */
export const EarningsBalance = z.object({
  brandId: z.string(),
  brandName: z.string(),
  currency: Currency,
  pending: z.int(),
  payable: z.int(),
  inPayout: z.int(),
  paid: z.int(),
  /** Owed back after refunds of paid commissions, ≥ 0. */
  owed: z.int(),
});
export type EarningsBalance = z.infer<typeof EarningsBalance>;

/** Where a campaign's money is. funded = free + reserved + pending + payable + inPayout + paid − owed. */
export const CampaignBudget = z.object({
  campaignId: z.string(),
  funded: z.int(),
  free: z.int(),
  /** Kept back for fixed fees that are not due yet and for rewards that pending orders may bring. */
  reserved: z.int(),
  pending: z.int(),
  payable: z.int(),
  inPayout: z.int(),
  paid: z.int(),
  owed: z.int(),
});
export type CampaignBudget = z.infer<typeof CampaignBudget>;

export const CampaignSpend = CampaignBudget.omit({ campaignId: true }).extend({
  currency: Currency,
  /** Spent and reserved share of what was funded, and the alerts that were given for it. */
  usedBp: z.int(),
  alerts: z.array(z.object({ thresholdBp: z.int(), at: z.date() })),
  /** At least so many more orders like the dearest recent one can be paid; null before the first order. */
  ordersLeft: z.int().nullable(),
});
export type CampaignSpend = z.infer<typeof CampaignSpend>;

/** What a KOL is told about the budget behind their links. */
export const Funded = z.object({
  /** At least so many more orders like the dearest recent one can be paid; null before the first order. */
  ordersLeft: z.int().nullable(),
  /** Nothing is left. */
  exhausted: z.boolean(),
});
export type Funded = z.infer<typeof Funded>;

export const StatementRequest = z.object({
  /** kol:<id> or agency:<id> */
  party: z.string(),
  brandId: z.string(),
  currency: Currency,
  from: z.date(),
  to: z.date(),
});
export type StatementRequest = z.infer<typeof StatementRequest>;

/** opening + Σ lines = closing = closingBy summed, to the minor unit. */
export const Statement = z.object({
  brand: z.object({ id: z.string(), name: z.string() }),
  payee: z.object({ party: z.string(), kind: z.enum(['kol', 'agency']), name: z.string() }),
  currency: Currency,
  from: z.date(),
  to: z.date(),
  opening: z.int(),
  lines: z.array(
    z.object({
      transactionId: z.string(),
      /** accrue, reverse, settle, withhold, return … */
      kind: z.string(),
      /** What the money is from; payments carry it too. Null where no commission is named. */
      source: CommissionSource.nullable(),
      orderId: z.string().nullable(),
      commissionId: z.string().nullable(),
      amount: z.int(),
      balance: z.int(),
      at: z.date(),
    }),
  ),
  totals: z.object({ earned: z.int(), reversed: z.int(), withheld: z.int(), paid: z.int() }),
  closing: z.int(),
  closingBy: z.object({ pending: z.int(), payable: z.int(), inPayout: z.int(), owed: z.int() }),
});
export type Statement = z.infer<typeof Statement>;

/** What went through a brand's books in a period: one line per kind and campaign; opening + Σ lines = closing. */
export const BrandStatement = z.object({
  brand: z.object({ id: z.string(), name: z.string() }),
  currency: Currency,
  from: z.date(),
  to: z.date(),
  /** Money held for the brand: funding, escrow and reserve. */
  opening: z.int(),
  lines: z.array(
    z.object({
      /** deposit, accrue, reverse, … */
      kind: z.string(),
      campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
      transactions: z.int(),
      amount: z.int(),
    }),
  ),
  closing: z.int(),
  closingBy: z.object({ funding: z.int(), escrow: z.int(), reserved: z.int() }),
});
export type BrandStatement = z.infer<typeof BrandStatement>;

/** "What would last month have cost under other Terms?" Nothing is recorded. */
export const WhatIf = z.object({
  campaignId: z.string(),
  from: z.date(),
  to: z.date(),
  rules: TermsRules.optional(),
  model: AttributionModel.optional(),
  windowDays: z.int().min(1).max(90).optional(),
});
export type WhatIf = z.infer<typeof WhatIf>;

export const WhatIfResult = z.object({
  currency: Currency,
  orders: z.int(),
  /** As recorded, and as it would have been; minor units, before refunds. */
  actual: z.int(),
  would: z.int(),
  byKol: z.array(
    z.object({
      kolId: z.string(),
      name: z.string(),
      actual: z.int(),
      would: z.int(),
      orders: z.int(),
      wouldOrders: z.int(),
    }),
  ),
});
export type WhatIfResult = z.infer<typeof WhatIfResult>;

/** The settlement of a guarantee (保ROI). */
export const Guarantee = z.object({
  dealId: z.string(),
  currency: Currency,
  fee: z.int(),
  target: z.int(),
  actual: z.int(),
  refund: z.int(),
  dueAt: z.date(),
  state: z.enum(['proposed', 'accepted', 'disputed', 'waived']),
  note: z.string(),
  proposedAt: z.date(),
  answeredAt: z.date().nullable(),
  /** The orders that count, and those that do not with the reason: each can be checked. */
  orders: z.array(
    z.object({
      orderId: z.string(),
      net: z.int(),
      counted: z.boolean(),
      why: z.enum(['settled', 'not_settled', 'refunded', 'refused']),
    }),
  ),
});
export type Guarantee = z.infer<typeof Guarantee>;

/** What a code brought; the same figures for the brand and for its KOL. */
export const CouponUse = z.object({
  id: z.string(),
  code: z.string(),
  dealId: z.string(),
  kolName: z.string(),
  campaignName: z.string(),
  createdAt: z.date(),
  currency: Currency,
  /** Orders that the code decided. */
  orders: z.int(),
  /** Value of these orders as placed, minor units. */
  gmv: z.int(),
  /** Commissions accrued less reversed, all parties, minor units. */
  commission: z.int(),
});
export type CouponUse = z.infer<typeof CouponUse>;

/**
 * When a code is taken to have left its KOL's own audience (a coupon site, a group chat): of the orders that named it
 * in the last seven days, ten or more came without any click of its KOL's links, and those are 80 % or more of them.
 */
export const LEAK = { days: 7, orders: 10, shareBp: 8_000 } as const;

/** As the brand sees it: with the orders of the last `recentDays` days that named the code. */
export const CouponWatch = CouponUse.extend({
  recentDays: z.int(),
  recentOrders: z.int(),
  /** Without any click of its KOL's links. */
  recentWithoutClick: z.int(),
  leaking: z.boolean(),
});
export type CouponWatch = z.infer<typeof CouponWatch>;
