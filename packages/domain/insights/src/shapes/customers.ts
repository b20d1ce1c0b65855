import { z } from 'zod';
import { Answered } from './performance.ts';

/** Whose first order it was, as the shop says, else by its customer id; unknown: it came without both. */
export const CustomerKind = z.enum(['new', 'returning', 'unknown']);
export type CustomerKind = z.infer<typeof CustomerKind>;

const KindFigures = z.object({
  orders: z.int(),
  placed: z.int(),
  settled: z.int(),
  refunded: z.int(),
  cost: z.int(),
  /** Placed ÷ orders, minor units. */
  aov: z.int().nullable(),
});

/** After so many days from a customer's first order. */
export const LTV_DAYS = [30, 60, 90] as const;
/** Months of first orders that cohorts go back from the period's last day, that month included. */
export const COHORT_MONTHS = 12;

const Ltv = z.object({
  days: z.int(),
  /** Customers whose days are over: only they are in the values. */
  customers: z.int(),
  /** Σ of their orders within the days, minor units; as placed, and less everything refunded of them so far. */
  placed: z.int(),
  net: z.int(),
});

/** Customers whom somebody's first order brought. */
const Cohort = z.object({
  customers: z.int(),
  /** Of them, with a second order. */
  repeaters: z.int(),
  ltv: z.array(Ltv),
  /** Orders after the first, and how many of them another KOL is credited with. */
  laterOrders: z.int(),
  laterByOthers: z.int(),
});

export const CustomersReport = Answered.extend({
  kinds: z.array(
    KindFigures.extend({
      kind: CustomerKind,
      /** Of all orders. */
      share: z.number().nullable(),
    }),
  ),
  /** Orders by day. */
  days: z.array(z.object({ day: z.iso.date(), new: z.int(), returning: z.int(), unknown: z.int() })),
  /** By the month of the first order, oldest first; months without customers are left out. */
  cohorts: z.array(
    Cohort.extend({
      /** `YYYY-MM` */
      month: z.string(),
      /** Customers with an order one, two … months later; null for a month that is not over. */
      retention: z.array(z.int().nullable()),
    }),
  ),
  /** By the KOL that the first order is credited to, most customers first; the first hundred. */
  kols: z.array(Cohort.extend({ kolId: z.string(), displayName: z.string() })),
  kolCount: z.int(),
});
export type CustomersReport = z.infer<typeof CustomersReport>;
