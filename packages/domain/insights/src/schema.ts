import { Currency } from '@kolony/kernel';
import { Medium } from '@kolony/links/schema';
import { z } from 'zod';

/** A ClickHouse `Date` holds 1970–2149, and a report lists every day. */
const Day = z.iso.date().refine((day) => day >= '2000-01-01' && day < '2100-01-01', 'day_out_of_range');
const LONGEST_PERIOD = 1_100 * 86_400_000;

/** Calendar days in the reader's time zone, both inclusive, `YYYY-MM-DD`; three years at most. */
export const Period = z
  .object({ from: Day, to: Day })
  .refine((p) => p.from <= p.to, 'period_reversed')
  .refine((p) => Date.parse(p.to) - Date.parse(p.from) <= LONGEST_PERIOD, 'period_too_long');
export type Period = z.infer<typeof Period>;

/** The four numbers of every order, side by side and never mixed; minor units and order counts. */
export const Gmv = z.object({
  placed: z.int(),
  paid: z.int(),
  completed: z.int(),
  /** Completed, hold over, net of refunds. The headline. */
  settled: z.int(),
  refunded: z.int(),
});
export type Gmv = z.infer<typeof Gmv>;

const Traffic = z.object({
  /** Every recorded request of a person, repeats included. */
  rawClicks: z.int(),
  /** Repeats of one visitor on one link within 30 minutes counted once. */
  clicks: z.int(),
  orders: z.int(),
  gmv: Gmv,
  /** Commissions accrued less reversed, minor units. */
  cost: z.int(),
});

export const CampaignReport = Traffic.extend({
  currency: Currency,
  period: Period,
  timeZone: z.string(),
  /** (settled GMV − settled cost) ÷ settled cost; null while nothing is settled. */
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

/** Attributed orders as the campaign page lists them, newest first. */
export const OrderRow = z.object({
  orderId: z.string(),
  at: z.date(),
  kolId: z.string(),
  displayName: z.string(),
  placed: z.int(),
  refunded: z.int(),
  commission: z.int(),
  commissionId: z.string(),
});
export type OrderRow = z.infer<typeof OrderRow>;
