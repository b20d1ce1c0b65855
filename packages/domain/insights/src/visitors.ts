import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int, type Slice } from './figures.ts';
import { inPeriod } from './period.ts';

const Row = z.object({ part: z.string(), visitors: Int });

/**
 * Different visitors who clicked, by a column of `clicks`; who may not be recognised is in none. Not a sum of parts, so
 * no rollup has it: one pass over the slice's clicks, by 64 bits of each visitor (of a million, two are taken for one
 * with a chance of 1 in 30 million).
 */
export async function visitorsBy(
  warehouse: Warehouse,
  { name, brandId, where, params, period, timeZone }: Slice,
  by: string,
): Promise<Map<string, number>> {
  const rows = await warehouse.query({
    name: `${name}.visitors`,
    ...(brandId ? { brandId } : {}),
    sql: `
      SELECT toString(${by}) AS part, uniqExactIf(sipHash64(visitor), visitor != '') AS visitors
      FROM clicks
      WHERE ${where} AND counted AND ${inPeriod('at')}
      GROUP BY part`,
    params: { ...params, timeZone, from: period.from, to: period.to },
    row: Row,
  });
  return new Map(rows.map(({ part, visitors }) => [part, visitors]));
}
