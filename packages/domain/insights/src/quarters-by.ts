import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { COUNTS, Int, metricsOf, Rollup, type Slice, valuesOf } from './figures.ts';
import { type Figures, noFigures } from './metrics.ts';
import { inPeriod } from './period.ts';
import { paramsOf } from './question.ts';

const Row = z.object({ rollup: Rollup, key: z.array(z.string()), values: z.array(Int), span: z.array(Int) });

export interface QuarterGroup {
  key: string[];
  figures: Figures;
  /** First and last click, milliseconds since 1970; nothing without any. */
  span: number[];
}

const SPAN = 'toUnixTimestamp64Milli(min(first_at)), toUnixTimestamp64Milli(max(last_at))';

/**
 * The metrics of a slice by what its rollups know: campaign, deal, KOL, link, and the quarter of an hour as `quarter`,
 * which is the click's own or that of the order. One query; what is in none of `rollups` is 0.
 */
export async function quartersBy(
  warehouse: Warehouse,
  slice: Slice,
  { by, rollups }: { by: readonly string[]; rollups: readonly Rollup[] },
): Promise<QuarterGroup[]> {
  const rows = await warehouse.query({
    name: `${slice.name}.quarters`,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: rollups
      .map(
        (rollup) => `
      SELECT '${rollup}' AS rollup, [${by.map((sql) => `toString(${sql})`).join(', ')}] AS key,
        [${valuesOf(rollup)}] AS values, [${rollup === 'clicks_by_quarter' ? SPAN : ''}] AS span
      FROM ${rollup}
      WHERE ${slice.where} AND ${COUNTS[rollup]} AND ${inPeriod('quarter')}
      GROUP BY key`,
      )
      .join('\n      UNION ALL'),
    params: paramsOf(slice),
    row: Row,
  });
  const groups = new Map<string, QuarterGroup>();
  for (const { rollup, key, values, span } of rows) {
    const group = groups.get(key.join('\n')) ?? { key, figures: noFigures(), span: [] };
    groups.set(key.join('\n'), group);
    group.span.push(...span);
    metricsOf(rollup).forEach(({ metric }, at) => {
      group.figures[metric] = values[at] ?? 0;
    });
  }
  return [...groups.values()];
}
