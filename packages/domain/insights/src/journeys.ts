import type { Currency } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { knownVisitors } from './known-visitors.ts';
import { inPeriod } from './period.ts';
import type { Measure, Period } from './schema.ts';

export interface JourneySlice {
  brandId: string;
  /** Only touches of this campaign; unset: of all. */
  campaignId?: string | undefined;
  currency: Currency;
  period: Period;
  timeZone: string;
  /** A touch counts for so many days before its order. */
  windowDays: number;
  measure: Measure;
}

/** Orders whose customers took the same way. */
export interface ConvertingPath {
  /** KOLs, oldest touch first. */
  path: string[];
  conversions: number;
  /** Minor units. */
  value: number;
  /** By place: the orders and their worth as pay shares them, in basis points of an order and of a minor unit. */
  paidOrders: number[];
  paidValue: number[];
  /** By place: the orders and their worth by time decay, by exact seconds. */
  decayedOrders: number[];
  decayedValue: number[];
}

const Num = z.coerce.number();
const Converting = z.object({
  path: z.array(z.string()),
  conversions: Int,
  value: Int,
  paid_orders: z.array(Int),
  paid_value: z.array(Int),
  decayed_orders: z.array(Num),
  decayed_value: z.array(Num),
});

/** Touches that were none: repeats, and clicks after the order. */
const REAL = "verdict NOT IN ('repeat', 'after_order')";
/** Longer ways are cut to their newest touches: a script's, and no report is read that far. */
const LONGEST = 100;
/** Half of the weight is gone after seven days (product.md, "Attribution"). Milliseconds. */
const HALF_LIFE = 7 * 86_400_000;

const ofCampaign = ({ campaignId }: JourneySlice) =>
  campaignId === undefined ? '' : 'AND campaign_id = {campaignId:String}';

const paramsOf = ({ brandId, campaignId, currency, period, timeZone, windowDays }: JourneySlice) => ({
  brandId,
  ...(campaignId === undefined ? {} : { campaignId }),
  currency,
  from: period.from,
  to: period.to,
  timeZone,
  windowDays,
});

const OF_PERIOD = `brand_id = {brandId:String} AND currency = {currency:String} AND ${inPeriod('order_at')}`;

/** What an order is worth: as placed, which its touches tell, or what is left of it when its hold is over. */
const WORTH: Record<Measure, { worth: string; of: string }> = {
  placed: { worth: 'any(amount)', of: '' },
  settled: {
    worth: 'any(left_of_it)',
    of: `INNER JOIN (
          SELECT conversion_id, sum(amount) AS left_of_it FROM order_events
          WHERE brand_id = {brandId:String} AND currency = {currency:String} AND event = 'settled' AND ${inPeriod('order_at')}
          GROUP BY conversion_id HAVING sum(orders) > 0
        ) AS orders USING conversion_id`,
  },
};

/**
 * What a customer clicked before an order and the order did not name, on whatever device an order of theirs came by.
 * Pay gave it nothing.
 */
const clickedElsewhere = (slice: JourneySlice) => `
        SELECT conversion_id, at AS touch_at, toUInt16(0) AS place, kol_id, toUInt16(0) AS share_bp, amount, order_at
        FROM (
          SELECT sipHash64(visitor) AS visitor_key, click_key, at, kol_id FROM clicks
          WHERE brand_id = {brandId:String} AND counted AND NOT repeat AND visitor != '' ${ofCampaign(slice)}
            AND at >= toDateTime64({from:Date}, 3, 'UTC') - toIntervalDay({windowDays:UInt16} + 1)
            AND at < toDateTime64({to:Date}, 3, 'UTC') + INTERVAL 2 DAY
        ) AS clicked
        INNER JOIN (
          SELECT visitor_key, conversion_id, order_at, amount, named
          FROM (${knownVisitors('brand_id = {brandId:String}')}) AS known
          INNER JOIN (
            SELECT conversion_id, order_at, amount, sipHash64(brand_id, customer_id) AS person,
              groupArray(sipHash64(click_id)) AS named
            FROM order_touches WHERE ${OF_PERIOD} AND customer_id != ''
            GROUP BY conversion_id, order_at, amount, person
          ) AS ordered USING person
        ) AS orders USING visitor_key
        WHERE at <= order_at AND at >= order_at - toIntervalDay({windowDays:UInt16}) AND NOT has(named, click_key)`;

/** The ways to the orders of the period, most travelled first. An order without a touch in the window has none. */
export async function convertingPaths(warehouse: Warehouse, slice: JourneySlice): Promise<ConvertingPath[]> {
  const { worth, of } = WORTH[slice.measure];
  const rows = await warehouse.query({
    name: 'journeys.converting',
    brandId: slice.brandId,
    sql: `
      WITH touches AS (
        SELECT conversion_id, touch_at, place, kol_id, share_bp, amount, order_at
        FROM order_touches
        WHERE ${OF_PERIOD} AND ${REAL} ${ofCampaign(slice)}
          AND touch_at >= order_at - toIntervalDay({windowDays:UInt16})
        UNION ALL ${clickedElsewhere(slice)}
      ),
      journeys AS (
        SELECT ${worth} AS worth,
          arraySlice(arraySort(groupArray((touch_at, place, kol_id, share_bp,
            greatest(0, dateDiff('millisecond', touch_at, order_at))))), -${LONGEST}) AS ordered,
          arrayMap(touch -> pow(2, -touch.5 / ${HALF_LIFE}), ordered) AS weights
        FROM touches ${of}
        GROUP BY conversion_id
      )
      SELECT arrayMap(touch -> touch.3, ordered) AS path,
        count() AS conversions,
        sum(worth) AS value,
        sumForEach(arrayMap(touch -> toInt64(touch.4), ordered)) AS paid_orders,
        sumForEach(arrayMap(touch -> toInt64(touch.4) * worth, ordered)) AS paid_value,
        sumForEach(arrayMap(weight -> weight / arraySum(weights), weights)) AS decayed_orders,
        sumForEach(arrayMap(weight -> worth * weight / arraySum(weights), weights)) AS decayed_value
      FROM journeys
      GROUP BY path
      ORDER BY conversions DESC, value DESC, path`,
    params: paramsOf(slice),
    row: Converting,
  });
  return rows.map(({ path, conversions, value, ...row }) => ({
    path,
    conversions,
    value,
    paidOrders: row.paid_orders,
    paidValue: row.paid_value,
    decayedOrders: row.decayed_orders,
    decayedValue: row.decayed_value,
  }));
}

const Open = z.object({ path: z.array(z.string()), nulls: Int });

/**
 * The ways of visitors who clicked in the period and have not ordered: first-party visitors, and where there is no
 * cookie each click by itself. Who ordered is known by the click tokens that came with orders, so whoever is known as a
 * customer is none of them.
 */
export async function openPaths(
  warehouse: Warehouse,
  slice: JourneySlice,
): Promise<{ path: string[]; nulls: number }[]> {
  const who = "if(visitor = '', click_key, sipHash64(visitor))";
  return warehouse.query({
    name: 'journeys.open',
    brandId: slice.brandId,
    sql: `
      WITH ordered AS (
        SELECT DISTINCT ${who} FROM clicks
        WHERE brand_id = {brandId:String} AND click_key IN (
          SELECT sipHash64(click_id) FROM order_touches WHERE brand_id = {brandId:String} AND kind = 'click')
      )
      SELECT path, count() AS nulls
      FROM (
        SELECT arrayMap(touch -> touch.2, arraySlice(arraySort(groupArray((at, kol_id))), -${LONGEST})) AS path
        FROM clicks
        WHERE brand_id = {brandId:String} AND counted AND NOT repeat AND ${inPeriod('at')} ${ofCampaign(slice)}
          AND ${who} NOT IN ordered
        GROUP BY ${who}
      )
      GROUP BY path
      ORDER BY nulls DESC, path`,
    params: paramsOf(slice),
    row: Open,
  });
}
