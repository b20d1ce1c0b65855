import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int, type Slice } from './figures.ts';
import { knownVisitors } from './known-visitors.ts';
import { inPeriod } from './period.ts';

const Row = z.object({ part: z.string(), visitors: Int });

/**
 * Different people who clicked, by a column of `clicks`: visitors by their cookie, those of one customer as one; who may
 * not be recognised is in none. Not a sum of parts, so no rollup has it: one pass over the slice's clicks, by 64 bits of
 * each visitor (of a million, two are taken for one with a chance of 1 in 30 million).
 */
export async function visitorsBy(
  warehouse: Warehouse,
  { name, brandId, where, params, period, timeZone }: Slice,
  by: string,
): Promise<Map<string, number>> {
  // A KOL's slice names no brand: those whose links were clicked.
  const brands = brandId
    ? 'brand_id = {brandId:String}'
    : `brand_id IN (SELECT brand_id FROM clicks_by_quarter WHERE ${where})`;
  // A part is one brand's, who knows its own customers; the sum of all brands' is of people whom any of them knows.
  const key = by === "''" ? 'visitor_key' : 'brand_id, visitor_key';
  const rows = await warehouse.query({
    name: `${name}.visitors`,
    ...(brandId ? { brandId } : {}),
    sql: `
      SELECT part, uniqExact(if(person = 0, visitor_key, person)) AS visitors
      FROM (
        SELECT toString(${by}) AS part, brand_id, sipHash64(visitor) AS visitor_key
        FROM clicks
        WHERE ${where} AND counted AND visitor != '' AND ${inPeriod('at')}
      ) AS clicked
      LEFT ANY JOIN (${knownVisitors(brands, key)}) AS known USING (${key})
      GROUP BY part`,
    params: { ...params, timeZone, from: period.from, to: period.to },
    row: Row,
  });
  return new Map(rows.map(({ part, visitors }) => [part, visitors]));
}
