import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';

const Row = z.object({
  campaignId: z.string(),
  /** The order's own day in the workspace's zone; '' for commissions that no order made. */
  day: z.string(),
  orders: Int,
  /** Orders that a click won which is among the clicks. */
  clickOrders: Int,
  placed: Int,
  settled: Int,
  accrued: Int,
  reversed: Int,
  paid: Int,
});
/** What ClickHouse was told of one campaign's orders of one day. Minor units of the campaign's currency. */
export type ToldDay = z.infer<typeof Row>;

const FIGURES = ['orders', 'clickOrders', 'placed', 'settled', 'accrued', 'reversed', 'paid'] as const;

/** The whole of a workspace's orders and commissions by campaign and day: to be compared with the books. */
export async function toldByDay(
  { warehouse }: { warehouse: Warehouse },
  { brandId, timeZone }: BrandScope,
): Promise<ToldDay[]> {
  return warehouse.query({
    name: 'agreement',
    brandId,
    sql: `
      SELECT campaign AS campaignId, local_day AS day, ${FIGURES.map((name) => `sum(facts.${name}) AS ${name}`).join(', ')}
      FROM (
        SELECT toString(campaign_id) AS campaign, toString(toDate(order_at, {timeZone:String})) AS local_day,
          toInt64(sumIf(order_events.orders, event = 'placed')) AS orders,
          toInt64(sumIf(order_events.orders, event = 'placed' AND order_events.click_id != '' AND sipHash64(order_events.click_id) IN (
            SELECT click_key FROM clicks WHERE brand_id = {brandId:String}))) AS clickOrders,
          sumIf(amount, event = 'placed') AS placed, sumIf(amount, event = 'settled') AS settled,
          toInt64(0) AS accrued, toInt64(0) AS reversed, toInt64(0) AS paid
        FROM order_events WHERE brand_id = {brandId:String} GROUP BY campaign, local_day
        UNION ALL
        SELECT toString(campaign_id), if(conversion_id = '', '', toString(toDate(order_at, {timeZone:String}))) AS local_day,
          toInt64(0), toInt64(0), toInt64(0), toInt64(0),
          sumIf(amount, event = 'accrued'), sumIf(amount, event = 'reversed'), sumIf(amount, event = 'paid')
        FROM commission_events WHERE brand_id = {brandId:String} GROUP BY campaign_id, local_day
      ) AS facts
      GROUP BY campaign, local_day`,
    params: { brandId, timeZone },
    row: Row,
  });
}
