import { openWarehouse, type Warehouse } from '@kolony/warehouse';

/** Each table, and when a row of it came in. */
const TABLES = {
  clicks: 'at',
  site_events: 'at',
  order_events: 'at',
  commission_events: 'at',
  order_touches: 'order_at',
} as const;

/** What the rollups are read by, of single rows: each row is one that a rollup would have summed. */
const VIEWS = {
  clicks_by_quarter: `SELECT *, toStartOfFifteenMinutes(at) AS quarter, requests, repeats, raw_clicks, unique_clicks, scans,
      page_clicks, at AS first_at, at AS last_at FROM raw.clicks`,
  orders_by_quarter: `SELECT *, toStartOfFifteenMinutes(order_at) AS quarter, placed_orders, paid_orders, completed_orders,
      settled_orders, placed, paid, completed, settled, refunded FROM raw.order_events`,
  commissions_by_quarter: `SELECT *, toStartOfFifteenMinutes(order_at) AS quarter, cost FROM raw.commission_events`,
} as const;

/**
 * A second database with the same rows as they came in: tables without sort key, partitions, indexes and rollups.
 * The same questions are asked of it, word by word, and have the same answers.
 */
export async function openRawTables(warehouse: Warehouse, url: string): Promise<Warehouse> {
  await warehouse.command('CREATE DATABASE raw');
  for (const [table, came] of Object.entries(TABLES)) {
    await warehouse.command(`CREATE TABLE raw.${table} AS ${table} ENGINE = MergeTree ORDER BY tuple()`);
    for (const index of ['by_kol', 'by_deal', 'deal'])
      await warehouse.command(`ALTER TABLE raw.${table} DROP INDEX IF EXISTS ${index}`);
    await warehouse.command(`INSERT INTO raw.${table} SELECT * FROM ${table} ORDER BY ${came}
      SETTINGS max_bytes_before_external_sort = 2000000000, max_execution_time = 3600`);
  }
  for (const [view, select] of Object.entries(VIEWS))
    await warehouse.command(`CREATE VIEW raw.${view} AS ${select}`);
  const address = new URL(url);
  address.pathname = '/raw';
  return openWarehouse({ url: address.href, surface: 'bench' });
}
