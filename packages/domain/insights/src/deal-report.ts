import type { KolScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { breakdown } from './figures.ts';
import { noFigures, trafficOf } from './metrics.ts';
import { daysOf } from './period.ts';
import type { DealReport, Period } from './schema.ts';

export interface DealReportInput {
  dealId: string;
  period: Period;
  currency: Currency;
  timeZone: string;
}

/**
 * The KOL's own slice of a deal: the same definitions as the brand's report, so both sides read the same numbers.
 * `cost` is what the KOL earned. Another KOL's deal reads as empty. Links with most orders first.
 */
export async function dealReport(
  { warehouse }: { warehouse: Warehouse },
  scope: KolScope,
  { dealId, period, currency, timeZone }: DealReportInput,
): Promise<DealReport> {
  const slice = {
    name: 'deal-report',
    where: 'kol_id = {kolId:String} AND deal_id = {dealId:String}',
    params: { kolId: scope.kolId, dealId },
    period,
    currency,
    timeZone,
  };
  const { all, days, parts } = await breakdown(warehouse, slice, ['link_id']);
  const links = parts.map(({ key: [linkId = ''], figures: { rawClicks, clicks, orders } }) => ({
    linkId,
    rawClicks,
    clicks,
    orders,
  }));
  links.sort((a, b) => b.orders - a.orders || b.clicks - a.clicks || (a.linkId < b.linkId ? -1 : 1));
  return {
    ...trafficOf(all),
    currency,
    period,
    days: daysOf(period).map((day) => {
      const { clicks, orders, cost } = days.get(day) ?? noFigures();
      return { day, clicks, orders, cost };
    }),
    links,
  };
}
