import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { breakdown, Int } from './figures.ts';
import { type Figures, METRICS, noFigures, performanceOf, sumBy } from './metrics.ts';
import { daysOf, inPeriod } from './period.ts';
import { type Asked, brandSlice, listedOf, paramsOf } from './question.ts';
import type { KolsReport, Period } from './schema.ts';
import { SPARK_POINTS } from './shapes/kols.ts';

export interface KolsInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;
const Row = z.object({ kol: z.string(), step: Int, values: z.array(Int) });

/** "Who performs?" One row per KOL over all their deals, with a little chart each. */
export async function kolsReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: KolsInput,
): Promise<KolsReport> {
  const { period, currency, timeZone, names } = asked;
  const steps = stepsOf(period);
  const [now, sparks] = await Promise.all([
    breakdown(warehouse, brandSlice('kols', scope, asked), ['kol_id', 'deal_id']),
    readSparks(warehouse, scope, { asked, steps }),
  ]);
  const ranked = [...sumBy(now.parts, ({ key: [kolId = ''] }) => kolId)].sort(
    ([a, one], [b, other]) =>
      other.settled - one.settled ||
      other.placed - one.placed ||
      other.clicks - one.clicks ||
      (a < b ? -1 : 1),
  );
  const dealsOf = Map.groupBy(now.parts, ({ key: [kolId = ''] }) => kolId);
  const listed = listedOf(asked, LISTED);
  const unlisted = ranked.slice(listed);
  return {
    currency,
    period,
    timeZone,
    total: performanceOf(now.all),
    steps: steps.days,
    kols: ranked.slice(0, listed).map(([kolId, figures]) => ({
      kolId,
      displayName: names.get(kolId) ?? kolId,
      dealIds: (dealsOf.get(kolId) ?? []).map(({ key: [, dealId = ''] }) => dealId).sort(),
      ...performanceOf(figures),
      spark: sparks(kolId),
    })),
    rest: unlisted.length === 0 ? null : { kols: unlisted.length, ...performanceOf(sumOf(unlisted)) },
  };
}

function sumOf(ranked: readonly [string, Figures][]): Figures {
  const parts = ranked.map(([, figures]) => ({ figures }));
  return sumBy(parts, () => '').get('') ?? noFigures();
}

/** Equal steps of whole days, as many as fit; the newest may be shorter. */
function stepsOf(period: Period): { size: number; days: string[] } {
  const days = daysOf(period);
  const size = Math.ceil(days.length / SPARK_POINTS);
  return { size, days: days.filter((_, at) => at % size === 0) };
}

/** A KOL's values by step, of those who have any. */
async function readSparks(
  warehouse: Warehouse,
  scope: BrandScope,
  { asked, steps }: { asked: KolsInput; steps: { size: number; days: string[] } },
) {
  const read = (table: 'clicks_by_quarter' | 'order_events') => {
    const slice = brandSlice(`kols.sparks.${table}`, scope, asked);
    const { currency, ...params } = paramsOf(slice);
    const [instant, counts, metrics] =
      table === 'clicks_by_quarter'
        ? ['quarter', 'raw_clicks > 0', [METRICS.clicks_by_quarter.clicks]]
        : [
            'order_at',
            "currency = {currency:String} AND event IN ('placed', 'settled')",
            [METRICS.order_events.placed, METRICS.order_events.settled],
          ];
    return warehouse.query({
      name: slice.name,
      brandId: scope.brandId,
      sql: `
        SELECT kol_id AS kol,
          intDiv(dateDiff('day', {from:Date}, toDate(${instant}, {timeZone:String})), {size:UInt16}) AS step,
          [${metrics.map((sql) => `toInt64(${sql})`).join(', ')}] AS values
        FROM ${table}
        WHERE ${slice.where} AND ${counts} AND ${inPeriod(instant)}
        GROUP BY kol, step`,
      params: { ...params, ...(table === 'clicks_by_quarter' ? {} : { currency }), size: steps.size },
      row: Row,
    });
  };
  const [clicks, orders] = await Promise.all([read('clicks_by_quarter'), read('order_events')]);
  const series = new Map<string, { clicks: number[]; placed: number[]; settled: number[] }>();
  const nothing = () => steps.days.map(() => 0);
  const of = (kol: string) => {
    const found = series.get(kol) ?? { clicks: nothing(), placed: nothing(), settled: nothing() };
    series.set(kol, found);
    return found;
  };
  for (const { kol, step, values } of clicks) of(kol).clicks[step] = values[0] ?? 0;
  for (const { kol, step, values } of orders) {
    const found = of(kol);
    [found.placed[step], found.settled[step]] = [values[0] ?? 0, values[1] ?? 0];
  }
  return of;
}
