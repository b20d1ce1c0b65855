import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { clickedToo } from './codes-report.ts';
import type { Slice } from './figures.ts';
import { noFigures, ratio } from './metrics.ts';
import { JOIN_WAITED, type OrderGroup, ofOrder, ordersBy, waitedOf } from './orders-by.ts';
import { inPeriod } from './period.ts';
import { type Asked, brandSlice, listedOf, paramsOf } from './question.ts';
import { FAST, type OrderQuality, type QualityFigures } from './shapes/quality.ts';

export interface QualityInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;

/** "Which orders stay, and which look odd?" What PostgreSQL knows of checks is not in it. */
export async function qualityReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  { names, ...asked }: QualityInput,
): Promise<QualityFigures> {
  const slice = brandSlice('quality', scope, asked);
  const [groups, days] = await Promise.all([readQuality(warehouse, slice), daysToRefund(warehouse, slice)]);
  const all = groups.find(({ key: [level] }) => level === 'all');
  const byKol = groups.filter(({ key: [level] }) => level === 'kol');
  const { currency, period, timeZone } = asked;
  return {
    currency,
    period,
    timeZone,
    total: qualityOf(all, days.get('') ?? null),
    kols: byKol
      .map(({ key: [, kolId = ''], ...group }) => ({
        kolId,
        displayName: names.get(kolId) ?? kolId,
        ...qualityOf(group, days.get(kolId) ?? null),
      }))
      .sort((a, b) => b.refunded - a.refunded || b.orders - a.orders || (a.kolId < b.kolId ? -1 : 1))
      .slice(0, listedOf(asked, LISTED)),
    kolCount: byKol.length,
  };
}

/** All orders and each KOL's: [level, name], in one pass. */
function readQuality(warehouse: Warehouse, slice: Slice): Promise<OrderGroup[]> {
  const [placed, refunded] = [ofOrder('placed'), ofOrder('refunded')];
  return ordersBy(warehouse, slice, {
    by: ['level.1', 'level.2'],
    with: [waitedOf(slice)],
    from: `${JOIN_WAITED.replace('INNER', 'LEFT')} ARRAY JOIN [('all', ''), ('kol', toString(of_kol))] AS level`,
    also: [
      `countIf(won AND ${refunded} > 0)`,
      `countIf(won AND ${refunded} >= ${placed} AND ${placed} > 0)`,
      `countIf(won AND coupon != '' AND (conversion_id, of_kol) NOT IN (${clickedToo(slice)}))`,
      `countIf(won AND of_click != '' AND delay < ${FAST})`,
    ],
  });
}

function qualityOf(
  group: Pick<OrderGroup, 'figures' | 'also'> | undefined,
  days: number | null,
): OrderQuality {
  const { figures: { orders, placed, refunded } = noFigures(), also = [] } = group ?? {};
  const [refundedOrders, lostOrders, codeOnly, fast] = also;
  return {
    orders,
    placed,
    refunded,
    refundRate: ratio(refunded, placed),
    refundedOrders: refundedOrders ?? 0,
    lostOrders: lostOrders ?? 0,
    daysToRefund: days,
    codeOnly: codeOnly ?? 0,
    fast: fast ?? 0,
  };
}

const Row = z.object({ kol: z.string(), days: z.coerce.number() });

/** By KOL, and under '' of all; a refund that several deals share counts in each. */
async function daysToRefund(warehouse: Warehouse, slice: Slice): Promise<Map<string, number>> {
  const rows = await warehouse.query({
    name: `${slice.name}.days`,
    ...(slice.brandId ? { brandId: slice.brandId } : {}),
    sql: `
      SELECT if(grouping(kol_id) = 0, kol_id, '') AS kol,
        quantileExactInclusive(0.5)(greatest(0, dateDiff('second', order_at, at)) / 86400) AS days
      FROM order_events
      WHERE ${slice.where} AND currency = {currency:String} AND event = 'refunded' AND ${inPeriod('order_at')}
      GROUP BY GROUPING SETS ((), (kol_id))
      HAVING count() > 0`,
    params: paramsOf(slice),
    row: Row,
  });
  return new Map(rows.map(({ kol, days }) => [kol, days]));
}
