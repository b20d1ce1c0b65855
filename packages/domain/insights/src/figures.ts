import { minor } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { type Figures, METRICS, type Metric, type MetricTable, noFigures } from './metrics.ts';
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
  params: Record<string, string>;
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

const Row = z.object({
  level: z.enum(['all', 'day', 'part']),
  day: z.string(),
  key: z.array(z.string()),
  values: z.array(Int),
});

/** What makes a row of each rollup count, besides its quarter: every zone's days and hours begin with one. */
export const COUNTS: Record<MetricTable, string> = {
  clicks_by_quarter: 'raw_clicks > 0',
  orders_by_quarter: 'currency = {currency:String}',
  commissions_by_quarter: 'currency = {currency:String}',
};

/** All metrics of a slice: in total, by day and by the columns of `by`. One query per rollup, one pass each. */
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
  const tables = Object.keys(COUNTS) as MetricTable[];
  await Promise.all(
    tables.map(async (table) => {
      for (const row of await readTable(warehouse, slice, { table, by })) {
        const figures = figuresOf(row);
        metricsOf(table).forEach(({ metric }, index) => {
          figures[metric] = row.values[index] ?? 0;
        });
      }
    }),
  );
  return result;
}

function readTable(
  warehouse: Warehouse,
  slice: Slice,
  { table, by }: { table: MetricTable; by: readonly string[] },
) {
  const { currency, timeZone, period } = slice;
  return warehouse.query({
    name: `${slice.name}.${table}`,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: `
      SELECT multiIf(grouping(local_day) = 0, 'day', grouping(${by[0]}) = 0, 'part', 'all') AS level,
        toString(toDate(quarter, {timeZone:String}) AS local_day) AS day,
        [${by.join(', ')}] AS key,
        [${metricsOf(table)
          .map(({ sql }) => `toInt64(${sql})`)
          .join(', ')}] AS values
      FROM ${table}
      WHERE ${slice.where} AND ${COUNTS[table]} AND ${inPeriod('quarter')}
      GROUP BY GROUPING SETS ((), (local_day), (${by.join(', ')}))`,
    params: {
      ...slice.params,
      ...(table === 'clicks_by_quarter' ? {} : { currency }),
      timeZone,
      from: period.from,
      to: period.to,
    },
    row: Row,
  });
}

/** The metrics of a rollup, in the order of their definition. */
export function metricsOf(table: MetricTable): { metric: Metric; sql: string }[] {
  return Object.entries(METRICS[table]).map(([metric, sql]) => ({ metric: metric as Metric, sql }));
}
