import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { METRICS } from './metrics.ts';
import { inPeriod } from './period.ts';
import type { Period } from './schema.ts';

const Row = z.object({
  campaignId: z.string(),
  kolId: z.string(),
  day: z.string(),
  clicks: Int,
  orders: Int,
  refunds: Int,
});
/** What one KOL brought to one campaign on one day of the workspace's zone; refunds by the day they came. */
export type DayCount = z.infer<typeof Row>;

/** Every day of the period on which something happened, by campaign and KOL. */
export async function dayCounts(
  { warehouse }: { warehouse: Warehouse },
  { brandId, timeZone }: BrandScope,
  { period }: { period: Period },
): Promise<DayCount[]> {
  const daysOf = (instant: string, [clicks, orders, refunds]: [string, string, string]) =>
    `toString(campaign_id) AS campaignId, toString(kol_id) AS kolId, toString(toDate(${instant}, {timeZone:String})) AS day,
          toInt64(${clicks}) AS clicks, toInt64(${orders}) AS orders, toInt64(${refunds}) AS refunds`;
  const { clicks_by_quarter: ofClicks, orders_by_quarter: ofOrders } = METRICS;
  return warehouse.query({
    name: 'day-counts',
    brandId,
    sql: `
      SELECT campaignId, kolId, day, sum(counts.clicks) AS clicks, sum(counts.orders) AS orders, sum(counts.refunds) AS refunds
      FROM (
        SELECT ${daysOf('quarter', [ofClicks.clicks, '0', '0'])}
        FROM clicks_by_quarter WHERE brand_id = {brandId:String} AND ${inPeriod('quarter')}
        GROUP BY campaignId, kolId, day
        UNION ALL
        SELECT ${daysOf('quarter', ['0', ofOrders.orders, '0'])}
        FROM orders_by_quarter WHERE brand_id = {brandId:String} AND ${inPeriod('quarter')}
        GROUP BY campaignId, kolId, day
        UNION ALL
        SELECT ${daysOf('at', ['0', '0', "uniqExactIf(conversion_id, event = 'refunded')"])}
        FROM order_events WHERE brand_id = {brandId:String} AND ${inPeriod('at')}
        GROUP BY campaignId, kolId, day
      ) AS counts
      GROUP BY campaignId, kolId, day
      ORDER BY day, campaignId, kolId`,
    params: { brandId, timeZone, from: period.from, to: period.to },
    row: Row,
  });
}
