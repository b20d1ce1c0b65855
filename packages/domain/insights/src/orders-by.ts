import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int, type Slice } from './figures.ts';
import { type Figures, METRICS, type Metric, noFigures } from './metrics.ts';
import { inPeriod } from './period.ts';
import { paramsOf } from './question.ts';

const ORDER_METRICS = Object.entries(METRICS.orders_by_quarter);
const COST_METRICS = Object.entries(METRICS.commissions_by_quarter);
const NAMES = [...ORDER_METRICS, ...COST_METRICS].map(([name]) => name as Metric);

const list = (metrics: readonly [string, string][]) =>
  `[${metrics.map(([, sql]) => `toInt64(${sql})`).join(', ')}]`;

/**
 * SQL, to follow WITH: `orders`, one row per order and deal of the slice with all its metrics and what is known of how
 * it came about: `of_campaign`, `of_kol`, `of_link`, `customer`, `placed_at`, `is_new` (1, 0, -1), `token` (the click
 * that the deal earned by), `coupon` (the code), `won` (the deal that decided it; an order counts there).
 */
export function ordersOf({ where }: Pick<Slice, 'where'>): string {
  const rows = `${where} AND currency = {currency:String} AND ${inPeriod('order_at')}`;
  return `parts AS (
      SELECT conversion_id, deal_id, any(campaign_id) AS of_campaign, any(kol_id) AS of_kol, any(link_id) AS of_link,
        any(customer_id) AS customer, any(order_at) AS placed_at,
        maxIf(new_customer, event = 'placed') AS is_new,
        maxIf(order_events.click_id, event = 'placed') AS token,
        maxIf(order_events.code, event = 'placed') AS coupon,
        maxIf(order_events.orders, event = 'placed') > 0 AS won,
        ${list(ORDER_METRICS)} AS of_order
      FROM order_events WHERE ${rows} GROUP BY conversion_id, deal_id
    ),
    costs AS (
      SELECT conversion_id, deal_id, ${list(COST_METRICS)} AS of_cost
      FROM commission_events WHERE ${rows} AND conversion_id != '' GROUP BY conversion_id, deal_id
    ),
    orders AS (
      SELECT parts.*, arrayConcat(of_order, arrayResize(of_cost, ${COST_METRICS.length}, toInt64(0))) AS of_all
      FROM parts LEFT JOIN costs USING (conversion_id, deal_id)
    )`;
}

/** Days before an order in which the click that it was credited to can lie: the longest window, and a margin. */
const LONGEST_WINDOW = 100;

/** SQL: bounds of the clicks that orders of the period can be credited to, for the sort key. */
export function mayWin(): string {
  return `at >= toDateTime64({from:Date}, 3, 'UTC') - INTERVAL ${LONGEST_WINDOW} DAY
        AND at < toDateTime64({to:Date}, 3, 'UTC') + INTERVAL 2 DAY`;
}

/** SQL, to follow WITH: the clicks that the slice's orders were credited to, as `clicked`. */
export function clickedOf({ where }: Pick<Slice, 'where'>): string {
  return `clicked AS (
      SELECT * FROM clicks
      WHERE ${where} AND ${mayWin()}
        AND click_key IN (SELECT sipHash64(order_events.click_id) FROM order_events
          WHERE ${where} AND event = 'placed' AND order_events.click_id != '' AND ${inPeriod('order_at')})
      LIMIT 1 BY click_id
    )`;
}

/** SQL, to follow `ordersOf`: seconds from the click that won an order to the order, as `waited.delay`. */
export function waitedOf({ where }: Pick<Slice, 'where'>): string {
  return `waited AS (
      SELECT conversion_id AS of_conversion, click_id AS of_click,
        any(greatest(0, dateDiff('millisecond', touch_at, order_at)) / 1000) AS delay
      FROM order_touches
      WHERE ${where} AND kind = 'click' AND ${inPeriod('order_at')}
      GROUP BY conversion_id, click_id
    )`;
}
export const JOIN_WAITED =
  'INNER JOIN waited ON waited.of_conversion = orders.conversion_id AND waited.of_click = orders.token';

interface Grouping {
  /** SQL over `orders` (or `clicks`) and what is joined: told as text. */
  by: readonly string[];
  /** More of WITH, and the joins and conditions after FROM orders (or clicks). */
  with?: readonly string[];
  from?: string;
  /** Further aggregates: numbers, null where there are none. */
  also?: readonly string[];
  params?: Record<string, unknown>;
}

export interface OrderGroup {
  key: string[];
  /** Of orders or of clicks; the others are 0. */
  figures: Figures;
  also: (number | null)[];
}

/** SQL: a metric of one row of `orders`. */
export const ofOrder = (metric: Metric) => `of_all[${NAMES.indexOf(metric) + 1}]`;

const keyOf = (by: readonly string[]) => `[${by.map((sql) => `toString(${sql})`).join(', ')}]`;
const numbers = (also: readonly string[]) =>
  also.length === 0 ? 'emptyArrayFloat64()' : `[${also.map((sql) => `toFloat64(${sql})`).join(', ')}]`;

const Row = z.object({
  key: z.array(z.string()),
  values: z.array(Int),
  also: z.array(z.coerce.number().nullable()),
});

/** Every metric of the slice's orders by anything that an order, its click or its journey says of itself. */
export async function ordersBy(
  warehouse: Warehouse,
  slice: Slice,
  { by, with: more = [], from = '', also = [], params = {} }: Grouping,
): Promise<OrderGroup[]> {
  const rows = await warehouse.query({
    name: slice.name,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: `
      WITH ${[ordersOf(slice), ...more].join(',\n')}
      SELECT ${keyOf(by)} AS key, sumForEach(of_all) AS values, ${numbers(also)} AS also
      FROM orders ${from}
      GROUP BY key`,
    params: { ...paramsOf(slice), ...params },
    row: Row,
  });
  return rows.map(({ key, values, also: others }) => ({
    key,
    also: others,
    figures: Object.assign(
      noFigures(),
      Object.fromEntries(NAMES.map((name, index) => [name, values[index] ?? 0])),
    ),
  }));
}

const CLICK_METRICS = Object.entries(METRICS.clicks_by_quarter);
/** Columns that are not in `*`, because they are made of others. */
const CLICK_COUNTS = 'raw_clicks, unique_clicks, scans, page_clicks';

/** The metrics of the slice's clicks by what a single click says of itself; orders are not among them. */
export function clicksBy(warehouse: Warehouse, slice: Slice, grouping: Grouping): Promise<OrderGroup[]> {
  const from = `(SELECT *, ${CLICK_COUNTS} FROM clicks WHERE ${slice.where} AND counted AND ${inPeriod('at')}) AS clicks`;
  return countClicks(warehouse, slice, { ...grouping, from: `${from} ${grouping.from ?? ''}` });
}

/** The same of any rows that have a click's counts. */
export async function countClicks(
  warehouse: Warehouse,
  slice: Slice,
  { by, with: more = [], from = '', also = [], params = {} }: Grouping,
): Promise<OrderGroup[]> {
  const rows = await warehouse.query({
    name: `${slice.name}.clicks`,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: `
      ${more.length > 0 ? `WITH ${more.join(',\n')}` : ''}
      SELECT ${keyOf(by)} AS key, ${list(CLICK_METRICS)} AS values, ${numbers(also)} AS also
      FROM ${from}
      GROUP BY key`,
    params: { ...paramsOf(slice), ...params },
    row: Row,
  });
  return rows.map(({ key, values, also: others }) => ({
    key,
    also: others,
    figures: Object.assign(
      noFigures(),
      Object.fromEntries(CLICK_METRICS.map(([name], index) => [name, values[index] ?? 0])),
    ),
  }));
}
