import type { BrandScope } from '@kolony/identity/schema';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';
import { Int } from './figures.ts';
import { ratio } from './metrics.ts';
import { inPeriod } from './period.ts';
import { type Asked, brandSlice, paramsOf } from './question.ts';
import type { ProductRow, ProductsReport } from './schema.ts';

export interface ProductsInput extends Asked {
  /** Display names by KOL id. */
  names: ReadonlyMap<string, string>;
}

const LISTED = 100;
const SELLERS = 5;
const Sold = { orders: Int, quantity: Int, placed: Int, refunded: Int, settled: Int };
const Row = z.object({ name: z.string(), of_category: z.string(), of_all: Int, ...Sold });
const Seller = z.object({ name: z.string(), kol: z.string(), sellers: Int, ...Sold });

/** Which lines are one row: a product's category is the one it was last sold under. */
const GROUPS = {
  products: { line: 'line.1', category: 'argMax(category, at)' },
  categories: { line: 'line.2', category: "''" },
} as const;
type Group = keyof typeof GROUPS;

/**
 * "What sells, and what stays sold?" By product and by category: the lines of orders as placed, what came back of each,
 * and what is kept of the orders whose hold is over.
 */
export async function productsReport(
  { warehouse }: { warehouse: Warehouse },
  scope: BrandScope,
  asked: ProductsInput,
): Promise<ProductsReport> {
  const { currency, period, timeZone } = asked;
  const [products, categories, total] = await Promise.all([
    readGroup(warehouse, scope, { asked, group: 'products' }),
    readGroup(warehouse, scope, { asked, group: 'categories' }),
    readTotal(warehouse, scope, asked),
  ]);
  return {
    currency,
    period,
    timeZone,
    total,
    products: withShares(products.rows, total.placed),
    productCount: products.count,
    categories: withShares(categories.rows, total.placed),
    categoryCount: categories.count,
  };
}

/**
 * SQL: one row per order and name (and KOL, if asked): its quantity once, however many deals share the order, and what
 * is settled of it.
 */
function soldSql(slice: { where: string }, { line, kol }: { line: string; kol: boolean }): string {
  const period = `${slice.where} AND currency = {currency:String} AND ${inPeriod('order_at')}`;
  const who = kol ? ', kol_id' : '';
  return `
    SELECT conversion_id, name${who}, max(deal_quantity) AS quantity, sum(deal_placed) AS placed,
      sum(deal_refunded) AS refunded, sum(deal_settled) AS settled, argMax(deal_category, deal_at) AS category, max(deal_at) AS at
    FROM (
      SELECT conversion_id, deal_id, kol_id, ${line} AS name, any(line.2) AS deal_category, max(order_at) AS deal_at,
        sumIf(line.3, event = 'placed') AS deal_quantity,
        sumIf(line.4, event = 'placed') AS deal_placed,
        sumIf(line.4, event = 'refunded') AS deal_refunded,
        if((conversion_id, deal_id) IN (
          SELECT conversion_id, deal_id FROM order_events WHERE ${period} AND event = 'settled'
        ), deal_placed - deal_refunded, 0) AS deal_settled
      FROM order_events
      ARRAY JOIN arrayZip(line_skus, line_categories, line_quantities, line_amounts) AS line
      WHERE ${period} AND event IN ('placed', 'refunded')
      GROUP BY conversion_id, deal_id, kol_id, name
    )
    GROUP BY conversion_id, name${who}`;
}

const SUMS = `count() AS orders, sum(quantity) AS quantity, sum(placed) AS placed, sum(refunded) AS refunded,
  sum(settled) AS settled`;

async function readGroup(
  warehouse: Warehouse,
  scope: BrandScope,
  { asked, group }: { asked: ProductsInput; group: Group },
): Promise<{ rows: Omit<ProductRow, 'share'>[]; count: number }> {
  const slice = brandSlice(`products.${group}`, scope, asked);
  const { line, category } = GROUPS[group];
  const rows = await warehouse.query({
    name: slice.name,
    brandId: scope.brandId,
    sql: `
      SELECT name, of_category, of_all, orders, quantity, placed, refunded, settled
      FROM (
        SELECT name, ${category} AS of_category, count() OVER () AS of_all, ${SUMS}
        FROM (${soldSql(slice, { line, kol: false })})
        GROUP BY name
      )
      ORDER BY placed DESC, name
      ${asked.beside ? '' : `LIMIT ${LISTED}`}`,
    params: paramsOf(slice),
    row: Row,
  });
  const sellers = await readSellers(warehouse, scope, { asked, group, listed: rows.map(({ name }) => name) });
  return {
    count: rows[0]?.of_all ?? 0,
    rows: rows.map(({ of_category, of_all: _, ...row }) => ({
      ...soldOf(row),
      name: row.name,
      category: of_category,
      refundRate: ratio(row.refunded, row.placed),
      kols: (sellers.get(row.name) ?? []).map(({ name: _name, kol, sellers: _sellers, ...sold }) => ({
        ...soldOf(sold),
        kolId: kol,
        displayName: asked.names.get(kol) ?? kol,
      })),
      sellers: sellers.get(row.name)?.[0]?.sellers ?? 0,
    })),
  };
}

/** Who sells the listed ones, five each. */
async function readSellers(
  warehouse: Warehouse,
  scope: BrandScope,
  { asked, group, listed }: { asked: ProductsInput; group: Group; listed: readonly string[] },
) {
  // Who sold in the days beside is shown nowhere.
  if (listed.length === 0 || asked.beside) return new Map<string, z.infer<typeof Seller>[]>();
  const slice = brandSlice(`products.${group}.sellers`, scope, asked);
  const rows = await warehouse.query({
    name: slice.name,
    brandId: scope.brandId,
    sql: `
      SELECT name, kol, sellers, orders, quantity, placed, refunded, settled
      FROM (
        SELECT name, kol_id AS kol, count() OVER (PARTITION BY name) AS sellers, ${SUMS}
        FROM (${soldSql(slice, { line: GROUPS[group].line, kol: true })})
        WHERE name IN {listed:Array(String)}
        GROUP BY name, kol
      )
      ORDER BY placed DESC, kol
      LIMIT ${SELLERS} BY name`,
    params: { ...paramsOf(slice), listed: [...listed] },
    row: Seller,
  });
  return Map.groupBy(rows, ({ name }) => name);
}

const Total = z.object(Sold);

async function readTotal(warehouse: Warehouse, scope: BrandScope, asked: ProductsInput) {
  const slice = brandSlice('products.total', scope, asked);
  const [row] = await warehouse.query({
    name: slice.name,
    brandId: scope.brandId,
    sql: `SELECT ${SUMS} FROM (${soldSql(slice, { line: "''", kol: false })})`,
    params: paramsOf(slice),
    row: Total,
  });
  return soldOf(row ?? { orders: 0, quantity: 0, placed: 0, refunded: 0, settled: 0 });
}

function soldOf({ orders, quantity, placed, refunded, settled }: z.infer<typeof Total>) {
  return { orders, quantity, placed, refunded, kept: placed - refunded, settled };
}

function withShares(rows: readonly Omit<ProductRow, 'share'>[], whole: number): ProductRow[] {
  return rows.map((row) => ({ ...row, share: ratio(row.placed, whole) ?? 0 }));
}
