import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { breakdown, Int } from './figures.ts';
import { knownVisitors } from './known-visitors.ts';
import { type Figures, noFigures } from './metrics.ts';
import { inPeriod } from './period.ts';
import { type Asked, brandSlice, listedOf, paramsOf } from './question.ts';
import type { FunnelReport, FunnelStep } from './schema.ts';

export interface FunnelInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;
const Pages = z.object({ level: z.enum(['all', 'part']), kol: z.string(), views: Int, carts: Int });
const NO_PAGES = { views: 0, carts: 0 };

/** "Where do we lose them?" Clicks and orders are facts; views and carts are visitors whom a page with the snippet saw. */
export async function funnelReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: FunnelInput,
): Promise<FunnelReport> {
  const { period, currency, timeZone, names } = asked;
  const { total, kols } = await readSteps(warehouse, scope, asked);
  return {
    currency,
    period,
    timeZone,
    pagesReport: total.views + total.carts > 0,
    total,
    kols: [...kols]
      .map(([kolId, counts]) => ({ kolId, displayName: names.get(kolId) ?? kolId, counts }))
      .sort(
        (a, b) =>
          b.counts.clicks - a.counts.clicks ||
          b.counts.orders - a.counts.orders ||
          (a.kolId < b.kolId ? -1 : 1),
      )
      .slice(0, listedOf(asked, LISTED)),
  };
}

async function readSteps(warehouse: Warehouse, scope: BrandScope, asked: Asked) {
  const [facts, pages] = await Promise.all([
    breakdown(warehouse, brandSlice('funnel', scope, asked), ['kol_id']),
    readPages(warehouse, scope, asked),
  ]);
  const figures = new Map(facts.parts.map(({ key: [kolId = ''], figures: of }) => [kolId, of]));
  const seen = new Map(pages.filter(({ level }) => level === 'part').map((row) => [row.kol, row]));
  const kols = [...new Set([...figures.keys(), ...seen.keys()])].map(
    (kolId) => [kolId, countsOf(figures.get(kolId) ?? noFigures(), seen.get(kolId) ?? NO_PAGES)] as const,
  );
  return {
    total: countsOf(facts.all, pages.find(({ level }) => level === 'all') ?? NO_PAGES),
    kols: new Map(kols),
  };
}

function countsOf(
  { clicks, orders, paidOrders, completedOrders, settledOrders }: Figures,
  { views, carts }: typeof NO_PAGES,
): Record<FunnelStep, number> {
  return {
    clicks,
    views,
    carts,
    orders,
    paid: paidOrders,
    completed: completedOrders,
    settled: settledOrders,
  };
}

/**
 * Visitors by what the pages saw of them, those of one customer as one; who may not be recognised is a visitor per page
 * that reported.
 */
function readPages(warehouse: Warehouse, scope: BrandScope, asked: Asked): Promise<z.infer<typeof Pages>[]> {
  const slice = brandSlice('funnel.pages', scope, asked);
  const { currency: _, ...params } = paramsOf(slice);
  const who = "multiIf(visitor = '', sipHash64(event_id), person = 0, visitor_key, person)";
  return warehouse.query({
    name: slice.name,
    brandId: scope.brandId,
    sql: `
      SELECT if(grouping(kol_id) = 0, 'part', 'all') AS level, toString(kol_id) AS kol,
        uniqExactIf(${who}, event = 'view') AS views, uniqExactIf(${who}, event = 'cart') AS carts
      FROM (
        SELECT kol_id, event, event_id, visitor, sipHash64(visitor) AS visitor_key FROM site_events
        WHERE ${slice.where} AND counted AND ${inPeriod('at')}
      ) AS seen
      LEFT ANY JOIN (${knownVisitors('brand_id = {brandId:String}')}) AS known USING visitor_key
      GROUP BY GROUPING SETS ((), (kol_id))`,
    params,
    row: Pages,
  });
}
