import { DAY, MINUTE } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { instant } from './instant.ts';
import type { ClickSignals, OrderToCheck } from './schema.ts';

/** A view needs time to arrive: clicks of the last minutes are not asked for theirs. */
const VIEWS_WITHIN = 5 * MINUTE;

const Row = z.object({ link_id: z.string(), clicks: z.coerce.number(), landed: z.coerce.number() });

/** How many of a day's clicks on the order's link reached a page of the shop that said so, and of the brand's other links. */
export async function readLandings(
  { warehouse }: { warehouse: Warehouse },
  orders: readonly OrderToCheck[],
): Promise<Map<string, NonNullable<ClickSignals['landing']>>> {
  const found = new Map<string, NonNullable<ClickSignals['landing']>>();
  const groups = Map.groupBy(orders, ({ brandId, at }) => `${brandId} ${Math.floor(at.getTime() / DAY)}`);
  async function readGroup(group: readonly OrderToCheck[]): Promise<void> {
    const brandId = group[0]?.brandId ?? '';
    const latest = Math.max(...group.map(({ at }) => at.getTime()));
    const rows = await warehouse.query({
      name: 'order-check.landings',
      brandId,
      sql: `
        SELECT link_id, count() AS clicks, countIf(click_id IN (
          SELECT arrayJoin(touches) FROM site_events
          WHERE brand_id = {brand:String} AND counted AND at > {from:DateTime64(3, 'UTC')}
        )) AS landed
        FROM clicks
        WHERE brand_id = {brand:String} AND counted
          AND at > {from:DateTime64(3, 'UTC')} AND at <= {to:DateTime64(3, 'UTC')}
        GROUP BY link_id`,
      params: {
        brand: brandId,
        from: instant(new Date(latest - DAY)),
        to: instant(new Date(latest - VIEWS_WITHIN)),
      },
      row: Row,
    });
    const all = total(rows);
    for (const { conversionId, click } of group) {
      const own = total(rows.filter((row) => row.link_id === click?.linkId));
      found.set(conversionId, {
        ...own,
        othersClicks: all.clicks - own.clicks,
        othersLanded: all.landed - own.landed,
      });
    }
  }
  await Promise.all([...groups.values()].map(readGroup));
  return found;
}

function total(rows: readonly z.infer<typeof Row>[]): { clicks: number; landed: number } {
  return {
    clicks: rows.reduce((sum, row) => sum + row.clicks, 0),
    landed: rows.reduce((sum, row) => sum + row.landed, 0),
  };
}
