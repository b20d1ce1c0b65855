import {
  CampaignState,
  NewCampaign,
  Campaign as RoomCampaign,
  CampaignSummary as RoomCampaignSummary,
} from '@kolony/campaigns/schema';
import {
  Check,
  CommissionSource,
  CommissionState,
  ConversionStatus,
  Fx,
  OrderItem,
} from '@kolony/commissions/schema';
import { DealState, Deal as RoomDeal, DealSummary as RoomDealSummary } from '@kolony/deals/schema';
import { Compare, Measure, Period } from '@kolony/insights/schema';
import { Currency, isTimeZone, PositiveMinor } from '@kolony/kernel';
import { NewLink, Link as RoomLink } from '@kolony/links/schema';
import { ReportName, ReportTable } from '@kolony/reports/schema';
import { z } from 'zod';
import { answerOf, requestOf } from './snake-case.ts';

/** What /v1 takes and gives, in its own words (snake_case): the API validates with it, the client is typed by it. */

const Amount = PositiveMinor.max(1_000_000_000_000);
/** Of an order beside its amount. */
const Part = z.int().min(0).max(1_000_000_000_000);
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** RFC 3339, as it is answered. */
const Time = z.string();
const ClickId = z.string().min(1).max(100);
const Name = z.string().trim().min(1).max(120);

/** POST /v1/conversions */
export const ConversionRequest = z.strictObject({
  order_id: Name.describe("The order's name in your shop. The same id and body again is answered as before."),
  amount: Amount.describe(
    'What the customer paid for goods, after discounts, without tax and shipping; minor units (20000 = ¥200.00).',
  ),
  currency: Currency,
  fx: z
    .strictObject(Fx.shape)
    .describe(
      "Where the order's currency is not the campaign's: that currency, its units for one unit of the order's, and where the rate is from.",
    )
    .optional(),
  occurred_at: Instant.describe('When the order was placed.'),
  click_id: ClickId.describe('The click token that came as kclid in the landing address.').optional(),
  touches: z
    .array(ClickId)
    .max(50)
    .describe("All click tokens that the snippet kept, oldest first; the campaign's model shares the credit.")
    .optional(),
  coupon_code: z.string().trim().max(60).describe('The code the customer used, in any case.').optional(),
  customer_id: z
    .string()
    .max(200)
    .describe('Your own name for the customer (no e-mail address); tells new ones from returning ones.')
    .optional(),
  customer_is_new: z
    .boolean()
    .describe("Your own word; without it the first order of a customer_id is a new customer's.")
    .optional(),
  status: z.enum(['placed', 'paid', 'completed']).default('paid'),
  items: z
    .array(OrderItem.strict())
    .max(500)
    .describe("Lines, for rates by product and refunds by line; their amounts sum to the order's.")
    .default([]),
  discount: Part.describe(
    'What was taken off, minor units; not in `amount`. Like shipping and tax for the record and for reports: commissions are of `amount` alone.',
  ).optional(),
  shipping: Part.describe('What was paid for shipping, minor units; not in `amount`.').optional(),
  tax: Part.describe('Of goods and shipping together, minor units; not in `amount`.').optional(),
  store_id: z.string().trim().max(60).describe('Which of your shops it was, in your own words.').optional(),
  metadata: z.record(z.string().max(60), z.string().max(500)).describe('Kept with the order.').default({}),
});
export type ConversionRequest = z.input<typeof ConversionRequest>;

/** POST /v1/conversions/{order_id}/status */
export const StatusRequest = z.strictObject({
  status: z
    .enum(['paid', 'completed', 'cancelled'])
    .describe('Goes forward only; completed means received and starts the hold; cancelled takes all back.'),
  occurred_at: Instant,
});
export type StatusRequest = z.input<typeof StatusRequest>;

/** POST /v1/conversions/{order_id}/cases: a return, exchange or dispute; the order's holds stand still while one is open. */
export const CaseRequest = z.strictObject({
  case_id: Name.describe("The case's name in your shop."),
  status: z.enum(['opened', 'closed']),
  occurred_at: Instant,
});
export type CaseRequest = z.input<typeof CaseRequest>;

/** POST /v1/refunds */
export const RefundRequest = z.strictObject({
  refund_id: Name.describe("The refund's name in your shop."),
  order_id: Name,
  amount: Amount.describe("The refunded part of the order's amount, minor units of its currency."),
  items: z
    .array(z.strictObject({ sku: z.string().max(120), amount: Amount }))
    .max(500)
    .describe('Which lines; their sum is the amount. Without them it is spread over all lines.')
    .default([]),
  kind: z
    .enum(['refund', 'chargeback'])
    .describe('A chargeback is a refund that the bank made; it can be won back.')
    .default('refund'),
  occurred_at: Instant,
  reason: z.string().trim().max(500).default(''),
});
export type RefundRequest = z.input<typeof RefundRequest>;

/** One party's part of what a deal earned from one source: an order, a milestone, a day of clicks, or a reward. */
export const Commission = z.object({
  id: z.string(),
  source: CommissionSource,
  order_id: z.string().nullable(),
  kol_id: z.string(),
  deal_id: z.string(),
  campaign_id: z.string(),
  /** Whose money: kol:<id> or agency:<id>. */
  party: z.string(),
  terms_version: z.int(),
  rule: z.string(),
  base: z.int(),
  /** Basis points, where one percentage made it. */
  rate: z.int().nullable(),
  /** What all parties together got. */
  outlay: z.int(),
  amount: z.int(),
  reversed: z.int(),
  currency: z.string(),
  state: CommissionState,
  refused_for: z.string().nullable(),
  hold_until: Time,
  frozen: z.boolean(),
});
export type Commission = z.infer<typeof Commission>;

/** An order as it was recorded: who is credited and why, and what they earn. */
export const Conversion = z.object({
  id: z.string(),
  order_id: z.string(),
  status: ConversionStatus,
  amount: z.int(),
  currency: z.string(),
  /** As the shop sent them; null where it did not. None of them is commissioned. */
  discount: z.int().nullable(),
  shipping: z.int().nullable(),
  tax: z.int().nullable(),
  store_id: z.string().nullable(),
  attribution: z.object({
    model: z.string().nullable(),
    code_rule: z.string().nullable(),
    window_days: z.int().nullable(),
    /** The deciding touch: a click id, or a coupon's code. */
    winner: z.string().nullable(),
    touches: z.array(
      z.object({
        kind: z.enum(['click', 'code']),
        /** Of a code the code itself. */
        click_id: z.string(),
        kol_id: z.string(),
        at: Time,
        share: z.number(),
        why: z.string(),
      }),
    ),
    refused: z.array(z.object({ click_id: z.string(), why: z.string() })),
  }),
  commissions: z.array(Commission),
  /** The same order was there before; this is its first answer. */
  replayed: z.boolean(),
});
export type Conversion = z.infer<typeof Conversion>;

/** What a refund took back, per commission and party. */
export const Refund = z.object({
  id: z.string(),
  refund_id: z.string(),
  order_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  adjustments: z.array(
    z.object({ commission_id: z.string(), party: z.string(), amount: z.int(), from: z.string() }),
  ),
  replayed: z.boolean(),
});
export type Refund = z.infer<typeof Refund>;

/** RFC 9457: `code` is stable, `field` names the offending input in the body's own words. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  field: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** POST /v1/conversions/batch answers one per line, in order: what the order alone would have been answered. */
export const BatchResult = z.union([
  z.object({
    /** Counted from 1, empty lines too. */
    line: z.int(),
    status: z.union([z.literal(200), z.literal(201)]),
    body: Conversion,
  }),
  z.object({ line: z.int(), status: z.int(), problem: Problem }),
]);
export type BatchResult = z.infer<typeof BatchResult>;

/** Lines of one batch. */
export const MOST_LINES = 1_000;

export type { Check };

/** POST /v1/test-events: what POST /v1/conversions would have answered, and why. Nothing of it is recorded. */
export const TestEvent = z.object({
  /** Always false: the ids in `conversion` are of nothing. */
  recorded: z.literal(false),
  /** Whether somebody would be paid. */
  earns: z.boolean(),
  /** Of the answer: 201, 200 for an order that is there already, 4xx with its `problem`. */
  status: z.int(),
  checks: z.array(Check),
  conversion: Conversion.nullable(),
  /** How each commission came about, line by line, as /commissions/{id}/explain has it. */
  derivations: z.array(
    z.object({ commission_id: z.string(), steps: z.array(z.looseObject({ kind: z.string() })) }),
  ),
  problem: Problem.nullable(),
});
export type TestEvent = z.infer<typeof TestEvent>;

const Paged = {
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};
export const PageQuery = z.strictObject(Paged);
export type PageQuery = z.input<typeof PageQuery>;
const Id = z.string().min(1).max(40);

/** A page of a list, newest first; `next_cursor` is null at the end. */
export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export const CommissionsQuery = z.strictObject({ campaign_id: Id.optional(), ...Paged });
export type CommissionsQuery = z.input<typeof CommissionsQuery>;

export const CampaignsQuery = z.strictObject({ state: CampaignState.optional(), ...Paged });
export type CampaignsQuery = z.input<typeof CampaignsQuery>;
export const CampaignRequest = requestOf(NewCampaign);
export type CampaignRequest = z.input<typeof CampaignRequest>;
export const CampaignSummary = answerOf(RoomCampaignSummary);
export type CampaignSummary = z.infer<typeof CampaignSummary>;
export const Campaign = answerOf(RoomCampaign);
export type Campaign = z.infer<typeof Campaign>;

export const DealsQuery = z.strictObject({
  campaign_id: Id.optional(),
  state: DealState.optional(),
  ...Paged,
});
export type DealsQuery = z.input<typeof DealsQuery>;
export const DealSummary = answerOf(RoomDealSummary);
export type DealSummary = z.infer<typeof DealSummary>;
export const Deal = answerOf(RoomDeal);
export type Deal = z.infer<typeof Deal>;

export const LinksQuery = z.strictObject({ campaign_id: Id.optional(), deal_id: Id.optional(), ...Paged });
export type LinksQuery = z.input<typeof LinksQuery>;
export const LinkRequest = requestOf(NewLink);
export type LinkRequest = z.input<typeof LinkRequest>;
export const Link = answerOf(RoomLink);
export type Link = z.infer<typeof Link>;

/** GET /v1/reports/{name}: the days by name or the last so many (30); what a report is not asked for is left aside. */
export const ReportQuery = z.strictObject({
  currency: Currency.describe('Campaigns in other currencies are not in the answer.'),
  days: z.coerce.number().int().min(1).max(1_100).describe('The last so many days up to today.').optional(),
  from: z.iso.date().describe('First day, with `to`.').optional(),
  to: z.iso.date().describe('Last day, included.').optional(),
  tz: z
    .string()
    .max(64)
    .refine(isTimeZone, 'unknown_time_zone')
    .describe("IANA; where a day begins. Without it the workspace's.")
    .optional(),
  campaign_id: Id.optional(),
  kol_id: Id.optional(),
  compare: Compare.optional(),
  window_days: z.coerce
    .number()
    .int()
    .min(1)
    .max(90)
    .default(30)
    .describe('attribution: how long before its order a touch counts.'),
  measure: Measure.default('settled').describe('attribution, products: what an order counts as.'),
});
export type ReportQuery = z.input<typeof ReportQuery>;
export const Report = z.object({
  report: ReportName,
  currency: Currency,
  period: Period,
  /** The days it is compared with; null without `compare`. */
  before: Period.nullable(),
  tz: z.string(),
  /**
   * Money in minor units, ratios as fractions, days YYYY-MM-DD; null where there is no figure. With `compare` each
   * figure's column is followed by the same one of the days before and by its change (`part`).
   */
  tables: z.array(ReportTable),
});
export type Report = z.infer<typeof Report>;

export * from './webhooks.ts';
