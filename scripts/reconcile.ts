import type { Database } from '@kolony/db';
import type { Warehouse } from '@kolony/warehouse';
import { z } from 'zod';

/** One figure as both stores have it; they agree when the two are equal. */
export interface Comparison {
  what: string;
  postgres: number;
  clickhouse: number;
}

const Figures = z.record(z.string(), z.coerce.number());

/**
 * Compares what PostgreSQL knows of orders, commissions and their winning clicks with what ClickHouse was told, after
 * the outbox is empty. Sums are minor units over all currencies: a check, not a report.
 */
export async function reconcile(db: Database, warehouse: Warehouse): Promise<Comparison[]> {
  const [waiting] = await db.$queryRaw<{ n: bigint }[]>`SELECT count(*) AS n FROM outbox`;
  const [known] = await db.$queryRaw<Record<string, bigint | null>[]>`
    WITH carriers AS (
      SELECT c.base, v.amount, v.refunded, c.settled_at FROM commissions c JOIN conversions v ON v.id = c.conversion_id
      WHERE c.party = 'kol:' || c.kol_id
    )
    SELECT
      (SELECT count(*) FROM conversions WHERE campaign_id IS NOT NULL) AS orders,
      (SELECT sum(base) FROM carriers) AS placed,
      (SELECT sum(base - round(base::numeric * refunded / amount)) FROM carriers WHERE settled_at IS NOT NULL) AS settled,
      (SELECT sum(amount) FROM commissions WHERE refused_for IS NULL) AS accrued,
      (SELECT sum(amount) FROM commissions WHERE refused_for IS NULL) + (
        SELECT sum(e.amount) FROM commissions c JOIN ledger_entries e ON e.subject = c.id
        JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind IN ('escrow', 'reserved', 'funding')
      ) AS reversed,
      (SELECT sum(e.amount) FROM ledger_entries e JOIN ledger_transactions t ON t.id = e.transaction_id
        WHERE t.kind = 'settle' AND e.amount > 0) AS paid`;
  const [told] = await warehouse.query({
    name: 'reconcile',
    sql: `
      SELECT
        (SELECT uniqExact(conversion_id) FROM order_events WHERE event = 'placed') AS orders,
        (SELECT sum(amount) FROM order_events WHERE event = 'placed') AS placed,
        (SELECT sum(amount) FROM order_events WHERE event = 'settled') AS settled,
        (SELECT sum(amount) FROM commission_events WHERE event = 'accrued') AS accrued,
        (SELECT sum(amount) FROM commission_events WHERE event = 'reversed') AS reversed,
        (SELECT sum(amount) FROM commission_events WHERE event = 'paid') AS paid`,
    row: Figures,
  });
  const both = ['orders', 'placed', 'settled', 'accrued', 'reversed', 'paid'].map((what) => ({
    what,
    postgres: Number(known?.[what] ?? 0),
    clickhouse: told?.[what] ?? 0,
  }));
  return [
    { what: 'facts still on their way', postgres: Number(waiting?.n ?? 0), clickhouse: 0 },
    ...both,
    await clicks(db, warehouse),
  ];
}

/** Every click that won an order is a click that ClickHouse has. */
async function clicks(db: Database, warehouse: Warehouse): Promise<Comparison> {
  const rows = await db.$queryRaw<{ click: string }[]>`
    SELECT DISTINCT decision->'touches'->((decision->>'winner')::int)->>'clickId' AS click
    FROM conversions WHERE decision->'touches'->((decision->>'winner')::int)->>'kind' = 'click'`;
  const ids = rows.map((row) => row.click);
  let found = 0;
  for (let start = 0; start < ids.length; start += 1_000) {
    const [part] = await warehouse.query({
      name: 'reconcile.clicks',
      sql: 'SELECT uniqExact(click_id) AS n FROM clicks WHERE click_id IN {ids:Array(String)}',
      params: { ids: ids.slice(start, start + 1_000) },
      row: Figures,
    });
    found += part?.n ?? 0;
  }
  return { what: 'clicks that won an order', postgres: ids.length, clickhouse: found };
}
