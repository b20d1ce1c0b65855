import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { breakdown } from './figures.ts';
import { type Figures, noFigures, performanceOf, sumBy } from './metrics.ts';
import { daysOf } from './period.ts';
import { quartersBy } from './quarters-by.ts';
import { type Asked, brandSlice, listedOf } from './question.ts';
import type { KolsReport, Period } from './schema.ts';
import { SPARK_POINTS } from './shapes/kols.ts';

export interface KolsInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;

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
  const groups = await quartersBy(warehouse, brandSlice('kols.sparks', scope, asked), {
    by: ['kol_id', `intDiv(dateDiff('day', {from:Date}, toDate(quarter, {timeZone:String})), ${steps.size})`],
    rollups: ['clicks_by_quarter', 'orders_by_quarter'],
  });
  const series = new Map<string, { clicks: number[]; placed: number[]; settled: number[] }>();
  const nothing = () => steps.days.map(() => 0);
  const of = (kol: string) => {
    const found = series.get(kol) ?? { clicks: nothing(), placed: nothing(), settled: nothing() };
    series.set(kol, found);
    return found;
  };
  for (const { key, figures } of groups) {
    const [kol = '', step = ''] = key;
    const found = of(kol);
    found.clicks[Number(step)] = figures.clicks;
    found.placed[Number(step)] = figures.placed;
    found.settled[Number(step)] = figures.settled;
  }
  return of;
}
