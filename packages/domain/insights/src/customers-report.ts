import type { BrandScope } from '@kolony/identity/schema';
import { dayIn, mulDiv } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { acquiredCustomers } from './acquired-customers.ts';
import { type Figures, noFigures, ratio, sumBy } from './metrics.ts';
import { ordersBy } from './orders-by.ts';
import { daysOf } from './period.ts';
import { type Asked, brandSlice } from './question.ts';
import { COHORT_MONTHS, type CustomerKind, type CustomersReport } from './shapes/customers.ts';

export interface CustomersInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
  now: Date;
}

/** What orders say of their customer (`new_customer`). */
export const KINDS: Record<string, CustomerKind> = { '1': 'new', '0': 'returning', '-1': 'unknown' };
const LISTED = 100;

/**
 * "Who buys, and do they come again?" The period's orders by whether their customer is new; and of the twelve months up
 * to its end the customers whose first order a KOL brought, by that order's month and by that KOL, with what they
 * bought since. Orders that no KOL is credited with are not known here.
 */
export async function customersReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: CustomersInput,
): Promise<CustomersReport> {
  const { period, currency, timeZone, names, now } = asked;
  const [byDay, { months, kols }] = await Promise.all([
    ordersBy(warehouse, brandSlice('customers', scope, asked), {
      by: ['is_new', 'toDate(placed_at, {timeZone:String})'],
    }),
    // Cohorts are of twelve months and not of the period: nothing stands beside them.
    asked.beside ? { months: [], kols: [] } : acquiredCustomers(warehouse, scope, asked),
  ]);
  const kindOf = ({ key: [isNew = ''] }: { key: string[] }) => KINDS[isNew] ?? 'unknown';
  const current = sumBy(byDay, kindOf);
  const orders = byDay.reduce((sum, { figures }) => sum + figures.orders, 0);
  const days = sumBy(byDay, (part) => `${kindOf(part)} ${part.key[1]}`);
  const thisMonth = dayIn(timeZone, now).slice(0, 7);
  return {
    currency,
    period,
    timeZone,
    kinds: Object.values(KINDS)
      .sort()
      .map((kind) => ({
        kind,
        ...figuresOf(current.get(kind)),
        share: ratio(current.get(kind)?.orders ?? 0, orders),
      })),
    days: daysOf(period).map((day) => ({
      day,
      new: days.get(`new ${day}`)?.orders ?? 0,
      returning: days.get(`returning ${day}`)?.orders ?? 0,
      unknown: days.get(`unknown ${day}`)?.orders ?? 0,
    })),
    cohorts: months
      .map(({ key: month, returned, ...cohort }) => ({
        month,
        ...cohort,
        retention: returned
          .slice(1, COHORT_MONTHS)
          .map((customers, at) => (monthAfter(month, at + 1) < thisMonth ? customers : null)),
      }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
    kols: kols
      .sort((a, b) => b.customers - a.customers || (a.key < b.key ? -1 : 1))
      .slice(0, LISTED)
      .map(({ key: kolId, returned: _, ...cohort }) => ({
        kolId,
        displayName: names.get(kolId) ?? kolId,
        ...cohort,
      })),
    kolCount: kols.length,
  };
}

function figuresOf(figures: Figures = noFigures()) {
  const { orders, placed, settled, refunded, cost } = figures;
  return { orders, placed, settled, refunded, cost, aov: orders > 0 ? mulDiv(placed, 1, orders) : null };
}

/** `2026-11`, 3 → `2027-02` */
function monthAfter(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const at = year * 12 + of - 1 + months;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}
