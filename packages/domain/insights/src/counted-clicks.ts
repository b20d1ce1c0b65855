import type { SystemScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { METRICS } from './metrics.ts';

const Row = z.object({ day: z.string(), clicks: z.coerce.number() });

/** The deduplicated, counted clicks of one deal by closed UTC day, from `from` to the last day that ended before `until`. */
export async function countedClicks(
  { warehouse }: { warehouse: Warehouse },
  _scope: SystemScope,
  of: { brandId: string; dealId: string; from: Date; until: Date },
): Promise<z.infer<typeof Row>[]> {
  const { brandId, dealId, from, until } = of;
  return warehouse.query({
    name: 'clicks.by_day',
    brandId,
    sql: `
      SELECT toString(toDate(at, 'UTC')) AS day, ${METRICS.clicks_by_quarter.clicks} AS clicks
      FROM clicks
      WHERE brand_id = {brand:String} AND deal_id = {deal:String} AND counted
        AND at >= parseDateTime64BestEffort({from:String}, 3, 'UTC')
        AND at < toStartOfDay(parseDateTime64BestEffort({until:String}, 3, 'UTC'), 'UTC')
      GROUP BY day ORDER BY day`,
    params: { brand: brandId, deal: dealId, from: from.toISOString(), until: until.toISOString() },
    row: Row,
  });
}
