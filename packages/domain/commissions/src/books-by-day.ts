import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { minor } from '@kolony/kernel';

/** What PostgreSQL knows of one campaign's orders of one day. Minor units of the campaign's currency. */
export interface BookedDay {
  campaignId: string;
  /** The order's own day in the workspace's zone; '' for commissions that no order made (a milestone, paid clicks). */
  day: string;
  orders: number;
  /** Orders that a click won; the others were won by a code. */
  clickOrders: number;
  placed: number;
  /** Of orders whose hold is over, net of refunds. */
  settled: number;
  accrued: number;
  reversed: number;
  paid: number;
}

type Row = Record<Exclude<keyof BookedDay, 'campaignId' | 'day'>, bigint> & {
  campaign_id: string;
  day: string;
};

/**
 * The workspace's orders and commissions by campaign and day, from the rows and the ledger's entries: what the event
 * store was told must sum to the same.
 */
export async function booksByDay(
  { db }: Pick<Deps, 'db'>,
  { brandId, timeZone }: BrandScope,
): Promise<BookedDay[]> {
  const rows = await db.$queryRaw<Row[]>`
    WITH posted AS (
      SELECT e.subject,
        sum(e.amount) FILTER (WHERE a.kind IN ('escrow', 'reserved', 'funding')) AS kept,
        sum(e.amount) FILTER (WHERE t.kind = 'settle' AND e.amount > 0) AS paid
      FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
      JOIN ledger_transactions t ON t.id = e.transaction_id
      WHERE e.brand_id = ${brandId} AND e.subject IS NOT NULL GROUP BY e.subject
    ), facts AS (
      SELECT campaign_id, (occurred_at AT TIME ZONE ${timeZone})::date::text AS day, 1 AS orders,
        (decision->'touches'->((decision->>'winner')::int)->>'kind' = 'click')::int AS click_orders,
        0::numeric AS placed, 0::numeric AS settled, 0::numeric AS accrued, 0::numeric AS reversed, 0::numeric AS paid
      FROM conversions WHERE brand_id = ${brandId} AND campaign_id IS NOT NULL
      UNION ALL
      SELECT c.campaign_id, coalesce((v.occurred_at AT TIME ZONE ${timeZone})::date::text, ''), 0, 0,
        -- The KOL's leg carries the order; an agency's and the platform's have the same base again.
        CASE WHEN carries.carrier THEN c.base ELSE 0 END,
        CASE WHEN carries.carrier AND c.settled_at IS NOT NULL
          THEN c.base - round(c.base::numeric * v.refunded / v.amount) ELSE 0 END,
        CASE WHEN c.refused_for IS NULL THEN c.amount ELSE 0 END,
        CASE WHEN c.refused_for IS NULL THEN c.amount + coalesce(p.kept, 0) ELSE 0 END,
        coalesce(p.paid, 0)
      FROM commissions c LEFT JOIN conversions v ON v.id = c.conversion_id LEFT JOIN posted p ON p.subject = c.id
      CROSS JOIN LATERAL (SELECT v.id IS NOT NULL AND c.party = 'kol:' || c.kol_id) AS carries(carrier)
      WHERE c.brand_id = ${brandId}
    )
    SELECT campaign_id, day, sum(orders)::bigint AS "orders", sum(click_orders)::bigint AS "clickOrders",
      sum(placed)::bigint AS "placed", sum(settled)::bigint AS "settled", sum(accrued)::bigint AS "accrued",
      sum(reversed)::bigint AS "reversed", sum(paid)::bigint AS "paid"
    FROM facts GROUP BY campaign_id, day`;
  return rows.map(({ campaign_id: campaignId, day, ...figures }) => ({
    campaignId,
    day,
    orders: minor(figures.orders),
    clickOrders: minor(figures.clickOrders),
    placed: minor(figures.placed),
    settled: minor(figures.settled),
    accrued: minor(figures.accrued),
    reversed: minor(figures.reversed),
    paid: minor(figures.paid),
  }));
}
