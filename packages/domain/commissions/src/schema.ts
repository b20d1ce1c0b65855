import { Decision } from '@kolony/attribution/schema';
import { Currency, PositiveMinor } from '@kolony/kernel';
import { z } from 'zod';

export const ConversionStatus = z.enum(['placed', 'paid', 'completed', 'cancelled']);
export type ConversionStatus = z.infer<typeof ConversionStatus>;

/** pending (hold running) → payable → in_payout → paid; or reversed (refunded in full), or refused (never funded). */
export const CommissionState = z.enum(['pending', 'payable', 'in_payout', 'paid', 'reversed', 'refused']);
export type CommissionState = z.infer<typeof CommissionState>;

export const RefusalReason = z.enum(['budget_exhausted', 'campaign_not_live', 'below_minor_unit']);
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

/** An order as the shop reports it; `apps/api` maps the snake_case body to this. */
export const NewConversion = z.object({
  orderId: z.string().min(1).max(120),
  /** Commissionable base: paid after discounts, without tax and shipping, minor units. */
  amount: PositiveMinor.max(1_000_000_000_000),
  currency: Currency,
  status: z.enum(['placed', 'paid', 'completed']),
  occurredAt: z.date(),
  touches: z.array(ClaimedTouch).max(50),
  refusedClicks: Decision.shape.refusedClicks,
  couponCode: z.string().max(60).optional(),
  customerId: z.string().max(200).optional(),
  items: z.array(OrderItem).max(500),
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
  z.object({ kind: z.literal('terms'), dealId: z.string(), version: z.int(), effectiveFrom: Instant }),
  z.object({ kind: z.literal('base'), amount: z.int(), currency: Currency }),
  z.object({ kind: z.literal('rate'), rateBp: z.int() }),
  z.object({ kind: z.literal('share'), shareBp: z.int() }),
  z.object({ kind: z.literal('amount'), amount: z.int(), currency: Currency }),
  z.object({
    kind: z.literal('hold'),
    receiptAt: Instant,
    receiptAssumed: z.boolean(),
    days: z.int(),
    until: Instant,
  }),
]);
export type DerivationStep = z.infer<typeof DerivationStep>;

export const Derivation = z.object({ rulesVersion: z.literal(1), steps: z.array(DerivationStep) });
export type Derivation = z.infer<typeof Derivation>;

export const Commission = z.object({
  id: z.string(),
  conversionId: z.string(),
  orderId: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  dealId: z.string(),
  kolId: z.string(),
  linkId: z.string(),
  termsVersion: z.int(),
  rule: z.literal('cps'),
  base: z.int(),
  rateBp: z.int(),
  /** As priced, before refunds. */
  amount: z.int(),
  /** Taken back by refunds so far. */
  reversed: z.int(),
  currency: Currency,
  state: CommissionState,
  refusedFor: RefusalReason.nullable(),
  holdUntil: z.date(),
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
  decision: Decision,
  refunds: z.array(
    z.object({ refundId: z.string(), amount: z.int(), taken: z.int(), reason: z.string(), at: z.date() }),
  ),
  entries: z.array(CommissionEntry),
});
export type Explanation = z.infer<typeof Explanation>;

export const ConversionResult = z.object({
  id: z.string(),
  orderId: z.string(),
  status: ConversionStatus,
  amount: z.int(),
  currency: Currency,
  decision: Decision,
  commissions: z.array(Commission),
  replayed: z.boolean(),
});
export type ConversionResult = z.infer<typeof ConversionResult>;

export const NewRefund = z.object({
  refundId: z.string().min(1).max(120),
  orderId: z.string().min(1).max(120),
  /** Refunded share of the commissionable base, minor units. */
  amount: PositiveMinor.max(1_000_000_000_000),
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
      /** Minor units taken back from the commission, ≥ 0. */
      amount: z.int(),
      /** Whose balance it came from: still held, released, or (paid already) owed by the KOL. */
      from: z.enum(['pending', 'payable', 'clawback', 'none']),
    }),
  ),
  replayed: z.boolean(),
});
export type RefundResult = z.infer<typeof RefundResult>;

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

/** Where a campaign's money is. funded = free + pending + payable + inPayout + paid − owed. */
export const CampaignSpend = z.object({
  currency: Currency,
  funded: z.int(),
  free: z.int(),
  pending: z.int(),
  payable: z.int(),
  inPayout: z.int(),
  paid: z.int(),
  owed: z.int(),
});
export type CampaignSpend = z.infer<typeof CampaignSpend>;

export const StatementRequest = z.object({
  kolId: z.string(),
  brandId: z.string(),
  currency: Currency,
  from: z.date(),
  to: z.date(),
});
export type StatementRequest = z.infer<typeof StatementRequest>;

/** opening + Σ lines = closing = closingBy summed, to the minor unit. */
export const Statement = z.object({
  brand: z.object({ id: z.string(), name: z.string() }),
  kol: z.object({ id: z.string(), displayName: z.string(), handle: z.string() }),
  currency: Currency,
  from: z.date(),
  to: z.date(),
  opening: z.int(),
  lines: z.array(
    z.object({
      transactionId: z.string(),
      /** accrue, reverse, settle */
      kind: z.string(),
      orderId: z.string().nullable(),
      commissionId: z.string().nullable(),
      amount: z.int(),
      balance: z.int(),
      at: z.date(),
    }),
  ),
  totals: z.object({ earned: z.int(), reversed: z.int(), paid: z.int() }),
  closing: z.int(),
  closingBy: z.object({ pending: z.int(), payable: z.int(), inPayout: z.int(), owed: z.int() }),
});
export type Statement = z.infer<typeof Statement>;
