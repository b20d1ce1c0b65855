import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { breakdown, type Slice } from './figures.ts';
import { noFigures, trafficOf } from './metrics.ts';
import { daysOf } from './period.ts';
import type { DealReport, Period } from './schema.ts';
import { visitorsBy } from './visitors.ts';

export interface DealReportInput {
  dealId: string;
  period: Period;
  currency: Currency;
  timeZone: string;
}

/**
 * One deal, for either of its sides: the same definitions for both, so both read the same numbers. Orders that a code
 * decided have no link, and stand under ''. Somebody else's deal reads as empty. Links with most orders first.
 */
export async function dealReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope | KolScope,
  { dealId, period, currency, timeZone }: DealReportInput,
): Promise<DealReport> {
  const slice = {
    name: 'deal-report',
    ...ownOf(scope, dealId),
    period,
    currency,
    timeZone,
  };
  const [{ all, days, parts }, visitors] = await Promise.all([
    breakdown(warehouse, slice, ['link_id']),
    visitorsBy(warehouse, slice, 'link_id'),
  ]);
  const links = parts.map(({ key: [linkId = ''], figures }) => {
    const { rawClicks, clicks, scans, pageClicks, orders, cost } = figures;
    return {
      linkId,
      rawClicks,
      clicks,
      scans,
      pageClicks,
      visitors: visitors.get(linkId) ?? 0,
      orders,
      cost,
    };
  });
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

function ownOf(scope: BrandScope | KolScope, dealId: string): Pick<Slice, 'brandId' | 'where' | 'params'> {
  if ('brandId' in scope) {
    const { brandId } = scope;
    const where = 'brand_id = {brandId:String} AND deal_id = {dealId:String}';
    return { brandId, where, params: { brandId, dealId } };
  }
  const { kolId } = scope;
  return { where: 'kol_id = {kolId:String} AND deal_id = {dealId:String}', params: { kolId, dealId } };
}
