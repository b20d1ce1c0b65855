import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { breakdown } from './figures.ts';
import { type DayOfSpend, marginalReturn } from './marginal.ts';
import { roasOf } from './metrics.ts';
import { quartersBy } from './quarters-by.ts';
import { type Asked, brandSlice, listedOf } from './question.ts';
import type { SpendReport } from './schema.ts';

export interface SpendInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;

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
  const slice = brandSlice('spend.days', scope, asked);
  const groups = await quartersBy(
    warehouse,
    asked.beside
      ? slice
      : {
          ...slice,
          where: `${slice.where} AND kol_id IN {kolIds:Array(String)}`,
          params: { ...slice.params, kolIds },
        },
    {
      by: ['kol_id', 'toDate(quarter, {timeZone:String})'],
      rollups: ['orders_by_quarter', 'commissions_by_quarter'],
    },
  );
  const days = new Map<string, DayOfSpend[]>();
  for (const { key, figures } of groups) {
    const [kol = '', day = ''] = key;
    days.set(kol, [...(days.get(kol) ?? []), { day, cost: figures.settledCost, settled: figures.settled }]);
  }
  return days;
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
