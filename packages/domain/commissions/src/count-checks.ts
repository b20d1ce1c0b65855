import { type Deps, Prisma } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Currency } from '@kolony/kernel';
import { CheckState, ReasonCode } from '@kolony/trust/schema';

export interface CheckCountQuery {
  campaignId?: string | undefined;
  kolId?: string | undefined;
  /** Of the campaigns. */
  currency: Currency;
  /** Days of the orders in the zone, both inclusive, `YYYY-MM-DD`. */
  period: { from: string; to: string };
  timeZone: string;
}

export interface CheckCounts {
  /** Orders that broke a rule, by their KOL; an order that broke several is one. */
  states: { kolId: string; state: CheckState; orders: number }[];
  /** The same by what was seen: an order counts under each of its reasons. */
  reasons: { kolId: string; state: CheckState; code: ReasonCode; orders: number }[];
  cancelled: { kolId: string; orders: number }[];
}

/** What the rules of trust made of the attributed orders of a period, and how many of them were cancelled. */
export async function countChecks(
  { db }: Deps,
  { brandId }: BrandScope,
  { campaignId, kolId, currency, period, timeZone }: CheckCountQuery,
): Promise<CheckCounts> {
  const winner = Prisma.sql`v.decision->'touches'->((v.decision->>'winner')::int)->>'kolId'`;
  const asked = Prisma.join(
    [
      Prisma.sql`v.brand_id = ${brandId} AND p.currency = ${currency}`,
      Prisma.sql`v.occurred_at >= ${period.from}::date - interval '1 day'`,
      Prisma.sql`v.occurred_at < ${period.to}::date + interval '2 days'`,
      Prisma.sql`(v.occurred_at AT TIME ZONE ${timeZone})::date BETWEEN ${period.from}::date AND ${period.to}::date`,
      ...(campaignId === undefined ? [] : [Prisma.sql`v.campaign_id = ${campaignId}`]),
      ...(kolId === undefined ? [] : [Prisma.sql`${winner} = ${kolId}`]),
    ],
    ' AND ',
  );
  const [states, reasons, cancelled] = await Promise.all([
    db.$queryRaw<{ kol: string; state: string; orders: bigint }[]>`
      SELECT ${winner} AS kol, k.state, count(*) AS orders
      FROM order_checks k JOIN conversions v ON v.id = k.conversion_id JOIN campaigns p ON p.id = v.campaign_id
      WHERE ${asked} GROUP BY 1, 2 ORDER BY 1, 2`,
    db.$queryRaw<{ kol: string; state: string; code: string; orders: bigint }[]>`
      SELECT ${winner} AS kol, k.state, r->>'code' AS code, count(*) AS orders
      FROM order_checks k JOIN conversions v ON v.id = k.conversion_id JOIN campaigns p ON p.id = v.campaign_id
      CROSS JOIN LATERAL jsonb_array_elements(k.reasons) AS r
      WHERE ${asked} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    db.$queryRaw<{ kol: string; orders: bigint }[]>`
      SELECT ${winner} AS kol, count(*) AS orders
      FROM conversions v JOIN campaigns p ON p.id = v.campaign_id
      WHERE ${asked} AND v.status = 'cancelled' GROUP BY 1 ORDER BY 1`,
  ]);
  return {
    states: states.map((row) => ({
      kolId: row.kol,
      state: CheckState.parse(row.state),
      orders: Number(row.orders),
    })),
    reasons: reasons.map((row) => ({
      kolId: row.kol,
      state: CheckState.parse(row.state),
      code: ReasonCode.parse(row.code),
      orders: Number(row.orders),
    })),
    cancelled: cancelled.map((row) => ({ kolId: row.kol, orders: Number(row.orders) })),
  };
}
