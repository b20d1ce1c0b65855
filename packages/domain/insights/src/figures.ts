import { minor } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { type Figures, METRICS, type Metric, noFigures } from './metrics.ts';
import { inPeriod } from './period.ts';
import type { Period } from './schema.ts';

/** A ClickHouse integer, which arrives as a number or, from some servers, as text. */
export const Int = z.union([z.number(), z.string()]).transform(minor);

/** Whose rows, and which: `where` names the scope's own id and uses server-side parameters only. */
export interface Slice {
  /** Names the query in the log. */
  name: string;
  /** Set for a brand's query, so that the log can be read by tenant. */
  brandId?: string;
  where: string;
  params: Record<string, unknown>;
  period: Period;
  currency: string;
  timeZone: string;
}

export interface Breakdown {
  all: Figures;
  /** By calendar day in the slice's time zone; days without events are missing. */
  days: Map<string, Figures>;
  /** By the values of the asked columns. */
  parts: { key: string[]; figures: Figures }[];
}

export const Rollup = z.enum(['clicks_by_quarter', 'orders_by_quarter', 'commissions_by_quarter']);
export type Rollup = z.infer<typeof Rollup>;

const Row = z.object({
  rollup: Rollup,
  level: z.enum(['all', 'day', 'part']),
  day: z.string(),
  key: z.array(z.string()),
  values: z.array(Int),
});

/** What makes a row of each rollup count, besides its quarter: every zone's days and hours begin with one. */
export const COUNTS: Record<Rollup, string> = {
  clicks_by_quarter: 'raw_clicks > 0',
  orders_by_quarter: 'currency = {currency:String}',
  commissions_by_quarter: 'currency = {currency:String}',
};

/** All metrics of a slice: in total, by day and by the columns of `by`. One query, one pass over each rollup. */
export async function breakdown(
  warehouse: Warehouse,
  slice: Slice,
  by: readonly string[],
): Promise<Breakdown> {
  const result: Breakdown = { all: noFigures(), days: new Map(), parts: [] };
  const parts = new Map<string, Figures>();
  const figuresOf = ({ level, day, key }: z.infer<typeof Row>): Figures => {
    if (level === 'all') return result.all;
    const [into, name] = level === 'day' ? [result.days, day] : [parts, key.join('\n')];
    const found = into.get(name) ?? noFigures();
    if (!into.has(name)) {
      into.set(name, found);
      if (level === 'part') result.parts.push({ key, figures: found });
    }
    return found;
  };
  for (const row of await readRollups(warehouse, slice, by)) {
    const figures = figuresOf(row);
    metricsOf(row.rollup).forEach(({ metric }, index) => {
      figures[metric] = row.values[index] ?? 0;
    });
  }
  return result;
}

function readRollups(warehouse: Warehouse, slice: Slice, by: readonly string[]) {
  const { params, currency, timeZone, period } = slice;
  return warehouse.query({
    name: slice.name,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: Rollup.options
      .map(
        (rollup) => `
      SELECT '${rollup}' AS rollup,
        multiIf(grouping(local_day) = 0, 'day', grouping(${by[0]}) = 0, 'part', 'all') AS level,
        toString(toDate(quarter, {timeZone:String}) AS local_day) AS day,
        [${by.join(', ')}] AS key,
        [${valuesOf(rollup)}] AS values
      FROM ${rollup}
      WHERE ${slice.where} AND ${COUNTS[rollup]} AND ${inPeriod('quarter')}
      GROUP BY GROUPING SETS ((), (local_day), (${by.join(', ')}))`,
      )
      .join('\n      UNION ALL'),
    params: { ...params, currency, timeZone, from: period.from, to: period.to },
    row: Row,
  });
}

/** The metrics of a rollup, in the order of their definition. */
export function metricsOf(rollup: Rollup): { metric: Metric; sql: string }[] {
  return Object.entries(METRICS[rollup]).map(([metric, sql]) => ({ metric: metric as Metric, sql }));
}

/** SQL: the metrics of a rollup in that order, to stand in brackets. */
export function valuesOf(rollup: Rollup): string {
  return metricsOf(rollup)
    .map(({ sql }) => `toInt64(${sql})`)
    .join(', ');
}
