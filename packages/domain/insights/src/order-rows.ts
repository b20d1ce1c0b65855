import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, KolonyError, type Page, toPage } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { METRICS } from './metrics.ts';
import { inPeriod } from './period.ts';
import type { OrderRow, Period } from './schema.ts';

export interface OrderRowsInput {
  campaignId: string;
  period: Period;
  currency: Currency;
  timeZone: string;
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
  cursor?: string | undefined;
  /** 1–200. */
  limit: number;
}

const Placed = z.object({
  at: Int,
  event_id: z.string(),
  conversion_id: z.string(),
  order_id: z.string(),
  kol_id: z.string(),
  placed: Int,
});
type Placed = z.infer<typeof Placed>;
const Refunded = z.object({ conversion_id: z.string(), refunded: Int });
const Cost = z.object({ conversion_id: z.string(), commission_id: z.string(), cost: Int });

/** Where a page ended in the sort key: the order's instant in milliseconds, then the event: `1795392000000.placed:cnv_…`. */
const CURSOR = /^(\d{1,15})\.([\w:]{1,120})$/;

/**
 * "Which orders are behind the number?" Attributed orders of a campaign, newest first, with what was refunded and what
 * they cost since. An order whose commission was refused is listed with commission 0.
 * Errors: `insights/bad_cursor` (invalid).
 */
export async function orderRows(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  input: OrderRowsInput,
): Promise<Page<OrderRow>> {
  const page = toPage(
    await readPlaced(warehouse, scope, input),
    input.limit,
    (row) => `${row.at}.${row.event_id}`,
  );
  const [refunded, costs] = await readSince(warehouse, scope, {
    campaignId: input.campaignId,
    placed: page.data,
  });
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => ({
      orderId: row.order_id,
      at: new Date(row.at),
      kolId: row.kol_id,
      displayName: input.names.get(row.kol_id) ?? row.kol_id,
      placed: row.placed,
      refunded: refunded.get(row.conversion_id)?.refunded ?? 0,
      commission: costs.get(row.conversion_id)?.cost ?? 0,
      commissionId: costs.get(row.conversion_id)?.commission_id ?? '',
    })),
  };
}

/** Every order has one `placed` event; read backwards along the sort key, so that a page costs a page. */
function readPlaced(warehouse: Warehouse, { brandId }: BrandScope, input: OrderRowsInput): Promise<Placed[]> {
  const { campaignId, currency, timeZone, period, limit } = input;
  const after = parseCursor(input.cursor);
  return warehouse.query({
    name: 'order-rows.placed',
    brandId,
    sql: `
      SELECT toUnixTimestamp64Milli(order_at) AS at, event_id, conversion_id, order_id, kol_id, amount AS placed
      FROM order_events
      WHERE brand_id = {brandId:String} AND campaign_id = {campaignId:String} AND event = 'placed'
        AND currency = {currency:String} AND ${inPeriod('order_at')}
        ${after ? 'AND (order_at, event_id) < (fromUnixTimestamp64Milli({afterAt:Int64}), {afterId:String})' : ''}
      ORDER BY order_at DESC, event_id DESC
      LIMIT {limit:UInt32}`,
    params: {
      brandId,
      campaignId,
      currency,
      timeZone,
      from: period.from,
      to: period.to,
      ...(after ? { afterAt: after.at, afterId: after.id } : {}),
      limit: limit + 1,
    },
    row: Placed,
  });
}

/** What happened to these orders later; their instants narrow the sort key to the page. */
async function readSince(
  warehouse: Warehouse,
  { brandId }: BrandScope,
  { campaignId, placed }: { campaignId: string; placed: readonly Placed[] },
) {
  const newest = placed.at(0);
  const oldest = placed.at(-1);
  if (!newest || !oldest)
    return [new Map<string, z.infer<typeof Refunded>>(), new Map<string, z.infer<typeof Cost>>()] as const;
  const where = `brand_id = {brandId:String} AND campaign_id = {campaignId:String}
        AND order_at BETWEEN fromUnixTimestamp64Milli({oldest:Int64}) AND fromUnixTimestamp64Milli({newest:Int64})
        AND conversion_id IN {ids:Array(String)}`;
  const params = {
    brandId,
    campaignId,
    oldest: oldest.at,
    newest: newest.at,
    ids: placed.map((row) => row.conversion_id),
  };
  const [refunded, costs] = await Promise.all([
    warehouse.query({
      name: 'order-rows.refunded',
      brandId,
      sql: `SELECT conversion_id, ${METRICS.order_events.refunded} AS refunded
        FROM order_events WHERE ${where} GROUP BY conversion_id`,
      params,
      row: Refunded,
    }),
    warehouse.query({
      name: 'order-rows.cost',
      brandId,
      sql: `SELECT conversion_id, any(commission_id) AS commission_id, ${METRICS.commission_events.cost} AS cost
        FROM commission_events WHERE ${where} GROUP BY conversion_id`,
      params,
      row: Cost,
    }),
  ]);
  return [
    new Map(refunded.map((row) => [row.conversion_id, row])),
    new Map(costs.map((row) => [row.conversion_id, row])),
  ] as const;
}

function parseCursor(cursor: string | undefined): { at: number; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw new KolonyError('insights/bad_cursor', 'invalid', { field: 'cursor' });
  return { at: Number(at), id };
}
