import type { BrandScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { breakdown } from './figures.ts';
import { noFigures, roiOf, trafficOf } from './metrics.ts';
import { daysOf } from './period.ts';
import type { CampaignReport, Period } from './schema.ts';

export interface CampaignReportInput {
  campaignId: string;
  period: Period;
  /** The campaign's; an order in another currency is not in the report. */
  currency: Currency;
  /** IANA; where a day begins and ends. */
  timeZone: string;
  /** Display names by KOL id, from the campaign's deals: this room never reads PostgreSQL. */
  names: ReadonlyMap<string, string>;
}

/**
 * "What did we earn per yuan, and who earned it?" Orders count on their own day, so a late refund or settlement
 * reopens the day it belongs to. Deals without a click or an order in the period are not listed. Highest settled first.
 */
export async function campaignReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  { campaignId, period, currency, timeZone, names }: CampaignReportInput,
): Promise<CampaignReport> {
  const { brandId } = scope;
  const slice = {
    name: 'campaign-report',
    brandId,
    where: 'brand_id = {brandId:String} AND campaign_id = {campaignId:String}',
    params: { brandId, campaignId },
    period,
    currency,
    timeZone,
  };
  const { all, days, parts } = await breakdown(warehouse, slice, ['deal_id', 'kol_id']);
  const kols = parts.map(({ key: [dealId = '', kolId = ''], figures }) => ({
    kolId,
    dealId,
    displayName: names.get(kolId) ?? kolId,
    ...trafficOf(figures),
  }));
  kols.sort(
    (a, b) =>
      b.gmv.settled - a.gmv.settled ||
      b.gmv.placed - a.gmv.placed ||
      b.clicks - a.clicks ||
      (a.dealId < b.dealId ? -1 : 1),
  );
  return {
    ...trafficOf(all),
    currency,
    period,
    timeZone,
    roi: roiOf(all),
    settledCost: all.settledCost,
    days: daysOf(period).map((day) => {
      const { clicks, orders, placed, settled, cost } = days.get(day) ?? noFigures();
      return { day, clicks, orders, placed, settled, cost };
    }),
    kols,
  };
}
