import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import type { Asked } from './question.ts';
import { COHORT_MONTHS, LTV_DAYS } from './shapes/customers.ts';

const Row = z.object({
  level: z.enum(['month', 'kol']),
  group: z.string(),
  customers: Int,
  repeaters: Int,
  later: Int,
  by_others: Int,
  returned: z.array(Int),
  over: z.array(Int),
  placed: z.array(Int),
  net: z.array(Int),
});

export type AcquiredInput = Pick<Asked, 'campaignId' | 'kolId' | 'currency' | 'timeZone' | 'period'> & {
  now: Date;
};

/**
 * Customers whose first order was credited to a KOL, by its month or that KOL. Who acquired a customer is decided over
 * all of the brand's orders of any time; the twelve months up to the period's end are what is shown, a campaign or a
 * KOL narrows to those whom it acquired. All their orders count, whoever brought the later ones, values in the asked
 * currency. The values within N days are of customers whose N days are over.
 */
export async function acquiredCustomers(
  warehouse: Warehouse,
  { brandId }: BrandScope,
  { campaignId, kolId, currency, timeZone, period, now }: AcquiredInput,
) {
  const within = (days: number, value: string) =>
    `sumIf(${value}, toUnixTimestamp64Milli(at) < toUnixTimestamp64Milli(first_at) + ${days * 86_400_000})`;
  const isOver = (days: number) => `toUnixTimestamp64Milli(first_at) + ${days * 86_400_000} <= {now:Int64}`;
  const each = (of: (days: number) => string) => `[${LTV_DAYS.map(of).join(', ')}]`;
  const rows = await warehouse.query({
    name: 'customers.acquired',
    brandId,
    sql: `
      WITH acquired AS (
        SELECT customer_id AS customer, min(order_at) AS first_at, toDate(first_at, {timeZone:String}) AS first_day,
          argMin((kol_id, campaign_id, conversion_id), (order_at, conversion_id)) AS first,
          first.1 AS by_kol
        FROM order_events
        WHERE brand_id = {brandId:String} AND event = 'placed' AND new_customer = 1 AND orders > 0 AND customer_id != ''
        GROUP BY customer_id
        HAVING first_day >= addMonths(toStartOfMonth({to:Date}), -${COHORT_MONTHS - 1}) AND first_day <= {to:Date}
          ${kolId === undefined ? '' : 'AND first.1 = {kolId:String}'}
          ${campaignId === undefined ? '' : 'AND first.2 = {campaignId:String}'}
      ),
      bought AS (
        SELECT customer_id AS customer, conversion_id, min(order_at) AS at,
          anyIf(kol_id, event = 'placed' AND orders > 0) AS closer,
          sumIf(amount, event = 'placed' AND currency = {currency:String}) AS value,
          value - sumIf(amount, event = 'refunded' AND currency = {currency:String}) AS kept
        FROM order_events
        WHERE brand_id = {brandId:String} AND event IN ('placed', 'refunded')
          AND customer_id IN (SELECT customer FROM acquired)
        GROUP BY customer_id, conversion_id
        HAVING countIf(event = 'placed') > 0
      ),
      lives AS (
        SELECT customer, by_kol, first_at, first_day, count() AS times,
          countIf(conversion_id != first.3) AS again,
          countIf(conversion_id != first.3 AND closer != by_kol) AS elsewhere,
          groupUniqArray(dateDiff('month', toStartOfMonth(first_day), toStartOfMonth(toDate(at, {timeZone:String})))) AS months,
          ${each((days) => within(days, 'value'))} AS values,
          ${each((days) => within(days, 'kept'))} AS keeps
        FROM (SELECT bought.*, acquired.by_kol, acquired.first_at, acquired.first_day, acquired.first
          FROM bought INNER JOIN acquired ON acquired.customer = bought.customer)
        GROUP BY customer, by_kol, first_at, first_day
      )
      SELECT if(grouping(month) = 0, 'month', 'kol') AS level, if(grouping(month) = 0, month, by_kol) AS group,
        count() AS customers, countIf(times > 1) AS repeaters,
        sum(again) AS later, sum(elsewhere) AS by_others,
        sumForEach(arrayMap(month -> toUInt64(has(months, month)), range(${COHORT_MONTHS}))) AS returned,
        ${each((days) => `countIf(${isOver(days)})`)} AS over,
        ${`[${LTV_DAYS.map((days, at) => `sumIf(values[${at + 1}], ${isOver(days)})`).join(', ')}]`} AS placed,
        ${`[${LTV_DAYS.map((days, at) => `sumIf(keeps[${at + 1}], ${isOver(days)})`).join(', ')}]`} AS net
      FROM (SELECT *, formatDateTime(first_day, '%Y-%m') AS month FROM lives)
      GROUP BY GROUPING SETS ((month), (by_kol))`,
    params: {
      brandId,
      ...(campaignId === undefined ? {} : { campaignId }),
      ...(kolId === undefined ? {} : { kolId }),
      currency,
      timeZone,
      to: period.to,
      now: now.getTime(),
    },
    row: Row,
  });
  const cohorts = rows.map(({ level, group, later, by_others, over, placed, net, ...row }) => ({
    level,
    key: group,
    ...row,
    laterOrders: later,
    laterByOthers: by_others,
    ltv: LTV_DAYS.map((days, at) => ({
      days,
      customers: over[at] ?? 0,
      placed: placed[at] ?? 0,
      net: net[at] ?? 0,
    })),
  }));
  const of = (asked: 'month' | 'kol') =>
    cohorts.flatMap(({ level, ...cohort }) => (level === asked ? [cohort] : []));
  return { months: of('month'), kols: of('kol') };
}
