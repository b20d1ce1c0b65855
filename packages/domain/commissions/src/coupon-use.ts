import { type Deps, Prisma } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { after, type Currency, DAY, minor, type Page, toPage } from '@kolony/kernel';
import { type CouponWatch, LEAK } from './schema.ts';

export interface CouponQuery {
  dealId?: string | undefined;
  /** A part of the code or of the KOL's name. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Codes with what each brought, newest first; of the brand, or of the KOL. Only the brand is shown the alarm. */
export async function couponUse(
  { db, clock }: Deps,
  scope: BrandScope | KolScope,
  { dealId, search, cursor, limit = 50 }: CouponQuery,
): Promise<Page<CouponWatch>> {
  const now = clock.now();
  const where = [
    'brandId' in scope ? Prisma.sql`p.brand_id = ${scope.brandId}` : Prisma.sql`p.kol_id = ${scope.kolId}`,
    dealId === undefined ? null : Prisma.sql`p.deal_id = ${dealId}`,
    search ? Prisma.sql`(position(upper(${search}) IN upper(p.code || ' ' || k.display_name)) > 0)` : null,
    cursor === undefined ? null : Prisma.sql`p.id < ${cursor}`,
  ].filter((part) => part !== null);
  const rows = await db.$queryRaw<Row[]>`
    SELECT p.id, p.code, p.deal_id, k.display_name, c.name AS campaign_name, p.created_at, c.currency,
      used.orders, used.gmv, used.commission, recent.orders AS recent_orders, recent.without_click
    FROM coupons p
    JOIN kols k ON k.id = p.kol_id
    JOIN campaigns c ON c.id = p.campaign_id
    CROSS JOIN LATERAL (
      -- A commission that a code decided has no link; its base stands once, on the KOL's own leg.
      SELECT count(*) FILTER (WHERE m.party = 'kol:' || m.kol_id) AS orders,
        coalesce(sum(m.base) FILTER (WHERE m.party = 'kol:' || m.kol_id), 0)::bigint AS gmv,
        coalesce(sum(worth.net), 0)::bigint AS commission
      FROM conversions v
      JOIN commissions m ON m.conversion_id = v.id AND m.deal_id = p.deal_id AND m.source = 'order' AND m.link_id IS NULL
      LEFT JOIN LATERAL (
        -- What left the brand's side for it and did not come back.
        SELECT -sum(e.amount) AS net FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
        WHERE e.subject = m.id AND a.kind IN ('escrow', 'reserved', 'funding')
      ) worth ON true
      WHERE v.brand_id = p.brand_id AND v.coupon_code = p.code
    ) used
    CROSS JOIN LATERAL (
      SELECT count(*) AS orders, count(*) FILTER (WHERE NOT EXISTS (
        SELECT FROM jsonb_array_elements(v.decision -> 'touches') t
        WHERE t ->> 'kind' = 'click' AND t ->> 'kolId' = p.kol_id)) AS without_click
      FROM conversions v
      WHERE v.brand_id = p.brand_id AND v.coupon_code = p.code
        AND v.occurred_at > ${after(now, -LEAK.days * DAY)} AND v.occurred_at <= ${now}
    ) recent
    WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY p.id DESC LIMIT ${limit + 1}`;
  return toPage(rows.map(toWatch), limit, ({ id }) => id);
}

interface Row {
  id: string;
  code: string;
  deal_id: string;
  display_name: string;
  campaign_name: string;
  created_at: Date;
  currency: Currency;
  orders: bigint;
  gmv: bigint;
  commission: bigint;
  recent_orders: bigint;
  without_click: bigint;
}

function toWatch(row: Row): CouponWatch {
  const recentOrders = Number(row.recent_orders);
  const recentWithoutClick = Number(row.without_click);
  return {
    id: row.id,
    code: row.code,
    dealId: row.deal_id,
    kolName: row.display_name,
    campaignName: row.campaign_name,
    createdAt: row.created_at,
    currency: row.currency,
    orders: Number(row.orders),
    gmv: minor(row.gmv),
    commission: minor(row.commission),
    recentDays: LEAK.days,
    recentOrders,
    recentWithoutClick,
    leaking: recentWithoutClick >= LEAK.orders && recentWithoutClick * 10_000 >= recentOrders * LEAK.shareBp,
  };
}
