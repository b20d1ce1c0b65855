import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { COUNTS, Int, metricsOf, type Slice } from './figures.ts';
import { type Figures, type MetricTable, noFigures } from './metrics.ts';
import { inPeriod } from './period.ts';
import { paramsOf } from './question.ts';

const Row = z.object({ key: z.array(z.string()), values: z.array(Int), span: z.array(Int) });

export interface QuarterGroup {
  key: string[];
  figures: Figures;
  /** First and last click, milliseconds since 1970; nothing without any. */
  span: number[];
}

const SPAN = 'toUnixTimestamp64Milli(min(first_at)), toUnixTimestamp64Milli(max(last_at))';

/**
 * The metrics of a slice by what its rollups know: campaign, deal, KOL, link, and the quarter of an hour as `quarter`,
 * which is the click's own or that of the order. One query per rollup; what is in none of `tables` is 0.
 */
export async function quartersBy(
  warehouse: Warehouse,
  slice: Slice,
  { by, tables }: { by: readonly string[]; tables: readonly MetricTable[] },
): Promise<QuarterGroup[]> {
  const groups = new Map<string, QuarterGroup>();
  await Promise.all(
    tables.map(async (table) => {
      const metrics = metricsOf(table);
      const rows = await warehouse.query({
        name: `${slice.name}.${table}`,
        ...(slice.brandId ? { brandId: slice.brandId } : {}),
        sql: `
          SELECT [${by.map((sql) => `toString(${sql})`).join(', ')}] AS key,
            [${metrics.map(({ sql }) => `toInt64(${sql})`).join(', ')}] AS values,
            [${table === 'clicks_by_quarter' ? SPAN : ''}] AS span
          FROM ${table}
          WHERE ${slice.where} AND ${COUNTS[table]} AND ${inPeriod('quarter')}
          GROUP BY key`,
        params: paramsOf(slice),
        row: Row,
      });
      for (const { key, values, span } of rows) {
        const group = groups.get(key.join('\n')) ?? { key, figures: noFigures(), span: [] };
        groups.set(key.join('\n'), group);
        group.span.push(...span);
        metrics.forEach(({ metric }, at) => {
          group.figures[metric] = values[at] ?? 0;
        });
      }
    }),
  );
  return [...groups.values()];
}
