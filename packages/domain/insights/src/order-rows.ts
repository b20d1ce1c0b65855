import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, type Page, toPage } from '@kolony/kernel';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { type AskedPosting, ofPosting } from './content-report.ts';
import { Int, type Slice } from './figures.ts';
import { METRICS } from './metrics.ts';
import { mayWin } from './orders-by.ts';
import { inPeriod } from './period.ts';
import { type Asked, brandSlice, paramsOf } from './question.ts';
import type { OrderFilter, OrderRow } from './schema.ts';
import { TRAIT_COLUMNS } from './traits.ts';

export type OrderRowsInput = Asked & {
  filter: OrderFilter;
  /** What `filter.posting` is told apart from, itself among them. */
  postings?: readonly AskedPosting[] | undefined;
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
  cursor?: string | undefined;
  /** 1–200. */
  limit: number;
};

const Placed = z.object({
  at: Int,
  event_id: z.string(),
  conversion_id: z.string(),
  deal_id: z.string(),
  order_id: z.string(),
  kol_id: z.string(),
  placed: Int,
});
type Placed = z.infer<typeof Placed>;
/** An order that several deals share has a row for each of them. */
const Part = z.object({ conversion_id: z.string(), deal_id: z.string() });
const partOf = (row: z.infer<typeof Part>) => `${row.conversion_id} ${row.deal_id}`;
const Refunded = Part.extend({ refunded: Int });
const Cost = Part.extend({ commission_id: z.string(), cost: Int });

/** Where a page ended in the sort key: the order's instant in milliseconds, then the event: `1795392000000.placed:cnv_…`. */
const CURSOR = /^(\d{1,15})\.([\w:]{1,120})$/;

/**
 * "Which orders are behind the number?" Attributed orders that a question and its filter are about, newest first, with what was refunded and what
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
  const [refunded, costs] = await readSince(warehouse, scope, page.data);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) => ({
      orderId: row.order_id,
      at: new Date(row.at),
      kolId: row.kol_id,
      displayName: input.names.get(row.kol_id) ?? row.kol_id,
      placed: row.placed,
      refunded: refunded.get(partOf(row))?.refunded ?? 0,
      commission: costs.get(partOf(row))?.cost ?? 0,
      commissionId: costs.get(partOf(row))?.commission_id ?? '',
    })),
  };
}

/** The order's own click came so many seconds before it. */
const waited = (
  compared: string,
) => `(conversion_id, click_id) IN (SELECT conversion_id, click_id FROM order_touches
  WHERE brand_id = {brandId:String} AND kind = 'click' AND ${inPeriod('order_at')}
    AND greatest(0, dateDiff('millisecond', touch_at, order_at)) / 1000 ${compared})`;

/** Conditions on a `placed` row, and the parameters they name. */
function conditionsOf(
  slice: Slice,
  { filter, postings = [] }: Pick<OrderRowsInput, 'filter' | 'postings'>,
): { sql: string[]; params: Record<string, unknown> } {
  const { dealId, linkId, code, sku, category, customer, customerId, weekday, hour, reached } = filter;
  const { by, waitedFrom, waitedUntil, trait, value = '', sub1 = '', sub2 = '', sub3 = '', posting } = filter;
  const told = posting === undefined ? null : ofPosting(slice, { posting, among: postings });
  const all: [string, Record<string, unknown> | undefined][] = [
    ['deal_id = {dealId:String}', dealId === undefined ? undefined : { dealId }],
    ['link_id = {linkId:String}', linkId === undefined ? undefined : { linkId }],
    ['code = {code:String}', code === undefined ? undefined : { code }],
    ['has(line_skus, {sku:String})', sku === undefined ? undefined : { sku }],
    ['has(line_categories, {category:String})', category === undefined ? undefined : { category }],
    ['customer_id = {customerId:String}', customerId === undefined ? undefined : { customerId }],
    [
      'new_customer = {isNew:Int8}',
      customer === undefined ? undefined : { isNew: { new: 1, returning: 0, unknown: -1 }[customer] },
    ],
    [
      'toDayOfWeek(order_at, 0, {timeZone:String}) = {weekday:UInt8}',
      weekday === undefined ? undefined : { weekday },
    ],
    ['toHour(order_at, {timeZone:String}) = {hour:UInt8}', hour === undefined ? undefined : { hour }],
    [by === 'code' ? "code != ''" : "click_id != ''", by === undefined ? undefined : {}],
    [waited('>= {waitedFrom:UInt32}'), waitedFrom === undefined ? undefined : { waitedFrom }],
    [waited('< {waitedUntil:UInt32}'), waitedUntil === undefined ? undefined : { waitedUntil }],
    [
      trait === undefined
        ? ''
        : `sipHash64(click_id) IN (SELECT click_key FROM clicks WHERE brand_id = {brandId:String}
          AND ${TRAIT_COLUMNS[trait]} = {value:String} AND ${mayWin()})`,
      trait === undefined ? undefined : { value },
    ],
    [
      `sipHash64(click_id) IN (SELECT click_key FROM clicks WHERE brand_id = {brandId:String}
          AND sub1 = {sub1:String} AND sub2 = {sub2:String} AND sub3 = {sub3:String} AND ${mayWin()})`,
      sub1 + sub2 + sub3 === '' ? undefined : { sub1, sub2, sub3 },
    ],
    [told?.sql ?? '', told?.params],
    [
      `conversion_id IN (SELECT conversion_id FROM order_events WHERE brand_id = {brandId:String} AND event = {reached:String}
          AND ${inPeriod('order_at')})`,
      reached === 'placed' ? undefined : { reached },
    ],
  ];
  const given = all.flatMap(([sql, params]) => (params ? [{ sql, params }] : []));
  return {
    sql: given.map(({ sql }) => sql),
    params: Object.assign({}, ...given.map(({ params }) => params)),
  };
}

/** Every order has one `placed` event per deal that earned by it; read backwards along the sort key where there is one campaign. */
function readPlaced(warehouse: Warehouse, scope: BrandScope, input: OrderRowsInput): Promise<Placed[]> {
  const after = parseCursor(input.cursor);
  const slice = brandSlice('order-rows.placed', scope, input);
  const { sql, params } = conditionsOf(slice, input);
  return warehouse.query({
    name: slice.name,
    brandId: scope.brandId,
    sql: `
      SELECT toUnixTimestamp64Milli(order_at) AS at, event_id, conversion_id, deal_id, order_id, kol_id, amount AS placed
      FROM order_events
      WHERE ${[slice.where, ...sql].join(' AND ')} AND event = 'placed'
        AND currency = {currency:String} AND ${inPeriod('order_at')}
        ${after ? 'AND (order_at, event_id) < (fromUnixTimestamp64Milli({afterAt:Int64}), {afterId:String})' : ''}
      ORDER BY order_at DESC, event_id DESC
      LIMIT {limit:UInt32}`,
    params: {
      ...paramsOf(slice),
      ...params,
      ...(after ? { afterAt: after.at, afterId: after.id } : {}),
      limit: input.limit + 1,
    },
    row: Placed,
  });
}

/** What happened to these orders later; their instants narrow the sort key to the page. */
async function readSince(warehouse: Warehouse, { brandId }: BrandScope, placed: readonly Placed[]) {
  const newest = placed.at(0);
  const oldest = placed.at(-1);
  if (!newest || !oldest)
    return [new Map<string, z.infer<typeof Refunded>>(), new Map<string, z.infer<typeof Cost>>()] as const;
  const where = `brand_id = {brandId:String}
        AND order_at BETWEEN fromUnixTimestamp64Milli({oldest:Int64}) AND fromUnixTimestamp64Milli({newest:Int64})
        AND conversion_id IN {ids:Array(String)}`;
  const params = {
    brandId,
    oldest: oldest.at,
    newest: newest.at,
    ids: placed.map((row) => row.conversion_id),
  };
  const [refunded, costs] = await Promise.all([
    warehouse.query({
      name: 'order-rows.refunded',
      brandId,
      sql: `SELECT conversion_id, deal_id, ${METRICS.orders_by_quarter.refunded} AS refunded
        FROM order_events WHERE ${where} GROUP BY conversion_id, deal_id`,
      params,
      row: Refunded,
    }),
    warehouse.query({
      name: 'order-rows.cost',
      brandId,
      sql: `SELECT conversion_id, deal_id, any(commission_id) AS commission_id, ${METRICS.commissions_by_quarter.cost} AS cost
        FROM commission_events WHERE ${where} GROUP BY conversion_id, deal_id`,
      params,
      row: Cost,
    }),
  ]);
  return [
    new Map(refunded.map((row) => [partOf(row), row])),
    new Map(costs.map((row) => [partOf(row), row])),
  ] as const;
}

function parseCursor(cursor: string | undefined): { at: number; id: string } | null {
  if (cursor === undefined) return null;
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw new KolonyError('insights/bad_cursor', 'invalid', { field: 'cursor' });
  return { at: Number(at), id };
}
