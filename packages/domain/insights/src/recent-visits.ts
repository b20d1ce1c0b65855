import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { RecentVisit } from './schema.ts';

const Row = z.object({
  id: z.string(),
  at: Int,
  kind: RecentVisit.shape.kind,
  link_id: z.string(),
  counted: z.union([z.boolean(), Int]),
  about: z.string(),
});

/**
 * What the tracker was asked lately, newest first: visits of the brand's links, those too that do not count (bots,
 * prefetches, tests), and what the shop's pages reported.
 */
export async function recentVisits(
  { warehouse }: { warehouse: Warehouse },
  { brandId }: BrandScope,
  { since, limit }: { since: Date; limit: number },
): Promise<RecentVisit[]> {
  const rows = await warehouse.query({
    name: 'recent-visits',
    brandId,
    sql: `
      SELECT * FROM (
        SELECT click_id AS id, toUnixTimestamp64Milli(clicks.at) AS at, toString(kind) AS kind, link_id, counted,
          referrer_host AS about
        FROM clicks WHERE brand_id = {brandId:String} AND clicks.at >= fromUnixTimestamp64Milli({since:Int64})
        ORDER BY clicks.at DESC LIMIT {limit:UInt32}
        UNION ALL
        SELECT event_id AS id, toUnixTimestamp64Milli(site_events.at) AS at, toString(event) AS kind, link_id, counted,
          concat(origin, page) AS about
        FROM site_events WHERE brand_id = {brandId:String} AND site_events.at >= fromUnixTimestamp64Milli({since:Int64})
        ORDER BY site_events.at DESC LIMIT {limit:UInt32}
      ) ORDER BY at DESC, id LIMIT {limit:UInt32}`,
    params: { brandId, since: since.getTime(), limit },
    row: Row,
  });
  return rows.map(({ id, at, kind, link_id, counted, about }) => ({
    id,
    at: new Date(at),
    kind,
    linkId: link_id,
    counted: Boolean(counted),
    about,
  }));
}
