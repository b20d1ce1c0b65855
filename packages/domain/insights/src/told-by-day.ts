import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { METRICS } from './metrics.ts';

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

/**
 * The whole of a workspace's orders and commissions by campaign and day: to be compared with the books. As reports count
 * them, so that a rollup that went wrong is a difference too: orders are the rollup's, and what the rollup of costs has
 * more or less than its events counts as accrued.
 */
export async function toldByDay(
  { warehouse }: { warehouse: Warehouse },
  { brandId, timeZone }: BrandScope,
): Promise<ToldDay[]> {
  const { orders_by_quarter: ofOrders } = METRICS;
  return warehouse.query({
    name: 'agreement',
    brandId,
    sql: `
      SELECT campaign AS campaignId, local_day AS day, ${FIGURES.map((name) => `sum(facts.${name}) AS ${name}`).join(', ')}
      FROM (
        SELECT toString(campaign_id) AS campaign, toString(toDate(quarter, {timeZone:String})) AS local_day,
          toInt64(${ofOrders.orders}) AS orders, toInt64(0) AS clickOrders, ${ofOrders.placed} AS placed,
          ${ofOrders.settled} AS settled, toInt64(0) AS accrued, toInt64(0) AS reversed, toInt64(0) AS paid
        FROM orders_by_quarter WHERE brand_id = {brandId:String} GROUP BY campaign, local_day
        UNION ALL
        SELECT toString(campaign_id) AS campaign, toString(toDate(order_at, {timeZone:String})) AS local_day,
          toInt64(0), toInt64(sum(placed_orders)), toInt64(0), toInt64(0), toInt64(0), toInt64(0), toInt64(0)
        FROM order_events
        WHERE brand_id = {brandId:String} AND event = 'placed' AND sipHash64(click_id) IN (
          SELECT click_key FROM clicks WHERE brand_id = {brandId:String} AND click_key IN (
            SELECT sipHash64(click_id) FROM order_events
            WHERE brand_id = {brandId:String} AND event = 'placed' AND click_id != ''))
        GROUP BY campaign, local_day
        UNION ALL
        SELECT toString(campaign_id), if(conversion_id = '', '', toString(toDate(order_at, {timeZone:String}))) AS local_day,
          toInt64(0), toInt64(0), toInt64(0), toInt64(0),
          sumIf(amount, event = 'accrued'), sumIf(amount, event = 'reversed'), sumIf(amount, event = 'paid')
        FROM commission_events WHERE brand_id = {brandId:String} GROUP BY campaign_id, local_day
        UNION ALL
        SELECT campaign, local_day, toInt64(0), toInt64(0), toInt64(0), toInt64(0), sum(rolled), toInt64(0), toInt64(0)
        FROM (
          SELECT toString(campaign_id) AS campaign, toString(toDate(quarter, {timeZone:String})) AS local_day, sum(cost) AS rolled
          FROM commissions_by_quarter WHERE brand_id = {brandId:String} GROUP BY campaign, local_day
          UNION ALL
          SELECT toString(campaign_id) AS campaign, toString(toDate(order_at, {timeZone:String})) AS local_day, -sum(cost)
          FROM commission_events WHERE brand_id = {brandId:String} GROUP BY campaign, local_day
        )
        GROUP BY campaign, local_day HAVING sum(rolled) != 0
      ) AS facts
      GROUP BY campaign, local_day`,
    params: { brandId, timeZone },
    row: Row,
  });
}
