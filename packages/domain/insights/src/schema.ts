import { ReportModel } from '@kolony/attribution/schema';
import { Currency, isTimeZone } from '@kolony/kernel';
import { Medium } from '@kolony/links/schema';
import { z } from 'zod';
import { JourneyFlow, KolStep } from './shapes/journeys.ts';
import { Period, Traffic } from './shapes/traffic.ts';
import { ClickTrait } from './shapes/visits.ts';

export { CodeFigures, CodesFigures, LinkFigures } from './shapes/codes.ts';
export { ContentFigures, PostingFigures } from './shapes/content.ts';
export { CustomersReport } from './shapes/customers.ts';
export { FunnelReport, FunnelStep } from './shapes/funnel.ts';
export { JourneyFlow, KolStep } from './shapes/journeys.ts';
export { KolsReport } from './shapes/kols.ts';
export { CAUSES, Cause, Change, OverviewReport } from './shapes/overview.ts';
export { OwnFigures } from './shapes/own.ts';
export { Performance } from './shapes/performance.ts';
export { ProductRow, ProductsReport } from './shapes/products.ts';
export { OrderQuality, QualityFigures } from './shapes/quality.ts';
export { SpendReport } from './shapes/spend.ts';
export { TimingReport } from './shapes/timing.ts';
export { Gmv, Period } from './shapes/traffic.ts';
export { ClickKinds, ClickTrait, TrafficReport } from './shapes/visits.ts';

/** Days by name, or the last so many up to today: what a saved report asks for again each time it is opened. */
export const AskedPeriod = z.union([Period, z.object({ days: z.int().min(1).max(1_100) })]);
export type AskedPeriod = z.infer<typeof AskedPeriod>;

/** Beside which earlier days: as many days right before, or the same days a year before. */
export const Compare = z.enum(['none', 'previous', 'year']);
export type Compare = z.infer<typeof Compare>;

/** What every report may be asked; a report's own question extends it. */
export const ReportQuestion = z.object({
  /** Unset: all of the brand's. */
  campaignId: z.string().max(40).optional(),
  kolId: z.string().max(40).optional(),
  /** Campaigns in other currencies are not in the report: sums never mix currencies. */
  currency: Currency,
  period: AskedPeriod,
  /** IANA; where a day begins and ends. Unset: the workspace's. */
  timeZone: z.string().max(64).refine(isTimeZone, 'unknown_time_zone').optional(),
  compare: Compare.default('none'),
});
export type ReportQuestion = z.infer<typeof ReportQuestion>;

/** Which orders are behind a number. */
export const OrderFilter = z.object({
  dealId: z.string().max(40).optional(),
  linkId: z.string().max(40).optional(),
  /** A code's own orders. */
  code: z.string().max(64).optional(),
  sku: z.string().max(120).optional(),
  category: z.string().max(120).optional(),
  customer: z.enum(['new', 'returning', 'unknown']).optional(),
  customerId: z.string().max(120).optional(),
  /** 1 Monday … 7 Sunday, and the hour 0–23, both in the question's time zone. */
  weekday: z.int().min(1).max(7).optional(),
  hour: z.int().min(0).max(23).optional(),
  /** Whether a click or a code decided it. */
  by: z.enum(['click', 'code']).optional(),
  /** From the click that won to the order, seconds: at least, and less than. */
  waitedFrom: z.int().min(0).max(100_000_000).optional(),
  waitedUntil: z.int().min(0).max(100_000_000).optional(),
  /** What the click that won says of itself. */
  trait: ClickTrait.optional(),
  value: z.string().max(253).optional(),
  /** The words on the address that was clicked, all three of them. */
  sub1: z.string().max(64).optional(),
  sub2: z.string().max(64).optional(),
  sub3: z.string().max(64).optional(),
  /** What a posting of the question's days brought. */
  posting: z.string().max(40).optional(),
  /** What became of it. */
  reached: z.enum(['placed', 'paid', 'completed', 'settled', 'refunded']).default('placed'),
});
export type OrderFilter = z.infer<typeof OrderFilter>;

export const CampaignReport = Traffic.extend({
  currency: Currency,
  period: Period,
  timeZone: z.string(),
  /** (settled GMV − settled cost) ÷ settled cost; null until an order's value is settled, whatever fees were paid. */
  roi: z.number().nullable(),
  /** Commission on settled orders, minor units: what ROI is measured against. */
  settledCost: z.int(),
  days: z.array(
    z.object({
      day: z.iso.date(),
      clicks: z.int(),
      orders: z.int(),
      placed: z.int(),
      settled: z.int(),
      cost: z.int(),
    }),
  ),
  kols: z.array(Traffic.extend({ kolId: z.string(), dealId: z.string(), displayName: z.string() })),
});
export type CampaignReport = z.infer<typeof CampaignReport>;

/** A deal as its two sides read it. */
export const DealReport = Traffic.extend({
  currency: Currency,
  period: Period,
  days: z.array(z.object({ day: z.iso.date(), clicks: z.int(), orders: z.int(), cost: z.int() })),
  links: z.array(
    z.object({
      /** '' for orders that a code decided. */
      linkId: z.string(),
      rawClicks: z.int(),
      clicks: z.int(),
      /** Clicks by scanning a QR code, and from the KOL's storefront or a bundle's page: parts of `clicks`. */
      scans: z.int(),
      pageClicks: z.int(),
      visitors: z.int(),
      orders: z.int(),
      cost: z.int(),
    }),
  ),
});
export type DealReport = z.infer<typeof DealReport>;

export const RecentClick = z.object({
  at: z.date(),
  linkId: z.string(),
  device: z.string(),
  inApp: z.string(),
  referrerHost: z.string(),
  medium: Medium,
  repeat: z.boolean(),
});
export type RecentClick = z.infer<typeof RecentClick>;

/** A visit of a link, or what a shop's page reported; `order` is a page's hint, which earns nothing. */
export const RecentVisit = z.object({
  id: z.string(),
  at: z.date(),
  kind: z.enum(['click', 'head', 'prefetch', 'bot', 'datacentre', 'view', 'cart', 'order']),
  linkId: z.string(),
  counted: z.boolean(),
  /** Host it came from, or the page that reported. */
  about: z.string(),
});
export type RecentVisit = z.infer<typeof RecentVisit>;

/** Attributed orders as the campaign page lists them, newest first. */
export const OrderRow = z.object({
  orderId: z.string(),
  at: z.date(),
  kolId: z.string(),
  displayName: z.string(),
  placed: z.int(),
  refunded: z.int(),
  commission: z.int(),
  /** '' when nothing was earned. */
  commissionId: z.string(),
});
export type OrderRow = z.infer<typeof OrderRow>;

/** What a report counts an order as: as it was placed, or what is left of it when its hold is over. */
export const Measure = z.enum(['settled', 'placed']);
export type Measure = z.infer<typeof Measure>;

/** Whose touches: a campaign's, or all of the brand's. A single KOL's share means nothing without the others'. */
export const AttributionQuestion = ReportQuestion.omit({ kolId: true }).extend({
  /** A touch counts for so many days before its order. */
  windowDays: z.int().min(1).max(90),
  measure: Measure,
});
export type AttributionQuestion = z.infer<typeof AttributionQuestion>;

const Credit = z.object({
  /** A fraction where an order is shared. */
  orders: z.number(),
  /** Minor units; a column sums to the report's value. */
  value: z.int(),
});

export const AttributionRow = z.object({
  kolId: z.string(),
  displayName: z.string(),
  /** By each campaign's own model: what commissions go by. */
  paid: Credit,
  by: z.record(ReportModel, Credit),
});
export type AttributionRow = z.infer<typeof AttributionRow>;

export const AttributionReport = z.object({
  currency: Currency,
  period: Period,
  timeZone: z.string(),
  windowDays: z.int(),
  measure: Measure,
  orders: z.int(),
  value: z.int(),
  /** Visitors who clicked in the period and have not ordered: Markov learns from them too. */
  openJourneys: z.int(),
  kols: z.array(AttributionRow),
  /** The ways most often taken, oldest touch first. */
  paths: z.array(
    z.object({
      kolIds: z.array(z.string()),
      kols: z.array(z.string()),
      conversions: z.int(),
      value: z.int(),
      nulls: z.int(),
    }),
  ),
  /** The journeys as flows from touch to touch, of the KOLs who were touched most. */
  flows: z.array(JourneyFlow),
  /** Each KOL's place in them, most orders first; the first hundred. */
  steps: z.array(KolStep),
});
export type AttributionReport = z.infer<typeof AttributionReport>;
