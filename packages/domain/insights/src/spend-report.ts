import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { breakdown, Int } from './figures.ts';
import { type DayOfSpend, marginalReturn } from './marginal.ts';
import { METRICS, roasOf } from './metrics.ts';
import { inPeriod } from './period.ts';
import { type Asked, brandSlice, listedOf, paramsOf } from './question.ts';
import type { SpendReport } from './schema.ts';

export interface SpendInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;
const Row = z.object({ kol: z.string(), day: z.string(), value: Int });

/**
 * "What did the last of our money bring?" Settled GMV against what those orders and the fees cost, by KOL: the average,
 * and the return of the last quarter of the cost.
 */
export async function spendReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: SpendInput,
): Promise<SpendReport> {
  const { period, currency, timeZone, names } = asked;
  const { all, parts, days } = await breakdown(warehouse, brandSlice('spend', scope, asked), ['kol_id']);
  const costly = parts
    .map(({ key: [kolId = ''], figures }) => ({ kolId, ...figures }))
    .filter(({ cost, settled }) => cost !== 0 || settled !== 0)
    .sort((a, b) => b.cost - a.cost || b.settled - a.settled || (a.kolId < b.kolId ? -1 : 1));
  const listed = costly.slice(0, listedOf(asked, LISTED));
  const byDay = await readDays(warehouse, scope, { asked, kolIds: listed.map(({ kolId }) => kolId) });
  return {
    currency,
    period,
    timeZone,
    settled: all.settled,
    settledCost: all.settledCost,
    cost: all.cost,
    roas: roasOf(all),
    marginal: marginalReturn(
      [...days].map(([day, figures]) => ({ day, cost: figures.settledCost, settled: figures.settled })),
    ),
    kols: listed.map(({ kolId, cost, settledCost, settled, settledOrders }) => ({
      kolId,
      displayName: names.get(kolId) ?? kolId,
      cost,
      settledCost,
      settled,
      settledOrders,
      roas: roasOf({ settled, settledCost }),
      marginal: marginalReturn(byDay.get(kolId) ?? []),
    })),
    concentration: concentrationOf(costly.map(({ settled }) => settled)),
  };
}

/** These KOLs' settled GMV and its cost, by the orders' day. */
async function readDays(
  warehouse: Warehouse,
  scope: BrandScope,
  { asked, kolIds }: { asked: SpendInput; kolIds: string[] },
) {
  const read = (table: 'order_events' | 'commission_events', metric: string) => {
    const slice = brandSlice(`spend.${table}`, scope, asked);
    return warehouse.query({
      name: slice.name,
      brandId: scope.brandId,
      sql: `
        SELECT kol_id AS kol, toString(toDate(order_at, {timeZone:String}) AS local_day) AS day, toInt64(${metric}) AS value
        FROM ${table}
        WHERE ${slice.where} AND ${asked.beside ? '' : 'kol_id IN {kolIds:Array(String)} AND'} currency = {currency:String} AND ${inPeriod('order_at')}
        GROUP BY kol, local_day HAVING value != 0`,
      params: { ...paramsOf(slice), ...(asked.beside ? {} : { kolIds }) },
      row: Row,
    });
  };
  const [settled, cost] = await Promise.all([
    read('order_events', METRICS.order_events.settled),
    read('commission_events', METRICS.commission_events.settledCost),
  ]);
  const days = new Map<string, Map<string, DayOfSpend>>();
  const of = ({ kol, day }: z.infer<typeof Row>) => {
    const own = days.get(kol) ?? new Map<string, DayOfSpend>();
    const found = own.get(day) ?? { day, cost: 0, settled: 0 };
    days.set(kol, own.set(day, found));
    return found;
  };
  for (const row of settled) of(row).settled = row.value;
  for (const row of cost) of(row).cost = row.value;
  return new Map([...days].map(([kol, own]) => [kol, [...own.values()]]));
}

function concentrationOf(values: readonly number[]): SpendReport['concentration'] {
  const sold = values.filter((value) => value > 0).sort((a, b) => b - a);
  const whole = sold.reduce((sum, value) => sum + value, 0);
  const upTo = sold.map((_, at) => sold.slice(0, at + 1).reduce((sum, value) => sum + value, 0));
  return {
    kols: sold.length,
    top: [1, 3, 10]
      .filter((kols) => kols <= sold.length)
      .map((kols) => ({ kols, share: (upTo[kols - 1] ?? 0) / whole })),
    for80: upTo.findIndex((sum) => sum >= whole * 0.8) + 1,
  };
}
