import { type Deps, Prisma } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, KolonyError, minor, type Page, toPage } from '@kolony/kernel';
import { CheckState, Reason } from '@kolony/trust/schema';
import { z } from 'zod';
import type { HeldOrder } from './schema.ts';

export interface HeldOrderQuery {
  state?: CheckState | undefined;
  campaignId?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

interface Row {
  conversion_id: string;
  order_id: string;
  state: string;
  score: number;
  reasons: unknown;
  amount: bigint;
  currency: Currency;
  commission: bigint;
  commission_currency: Currency;
  campaign_id: string;
  campaign_name: string;
  kol_id: string;
  kol_name: string;
  occurred_at: Date;
  checked_at: Date;
  decided_at: Date | null;
  note: string;
}

/** Orders that broke a rule, newest check first; the winning KOL's with what all parties of the order got. */
export async function listHeldOrders(
  { db }: Deps,
  { brandId }: BrandScope,
  { state, campaignId, cursor, limit = 50 }: HeldOrderQuery,
): Promise<Page<HeldOrder>> {
  const before = cursor === undefined ? null : parseCursor(cursor);
  const where = [
    Prisma.sql`k.brand_id = ${brandId}`,
    state ? Prisma.sql`k.state = ${state}` : null,
    campaignId ? Prisma.sql`v.campaign_id = ${campaignId}` : null,
    before ? Prisma.sql`(k.checked_at, k.conversion_id) < (${before.at}, ${before.id})` : null,
  ].filter((part) => part !== null);
  const rows = await db.$queryRaw<Row[]>`
    SELECT k.conversion_id, v.order_id, k.state, k.score, k.reasons, v.amount, v.currency,
      p.currency AS commission_currency, v.campaign_id,
      p.name AS campaign_name, l.id AS kol_id, l.display_name AS kol_name, v.occurred_at, k.checked_at, k.decided_at,
      k.note, coalesce((SELECT sum(c.amount) FROM commissions c
        WHERE c.conversion_id = v.id AND c.refused_for IS NULL), 0)::bigint AS commission
    FROM order_checks k
    JOIN conversions v ON v.id = k.conversion_id
    JOIN campaigns p ON p.id = v.campaign_id
    JOIN kols l ON l.id = v.decision->'touches'->((v.decision->>'winner')::int)->>'kolId'
    WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY k.checked_at DESC, k.conversion_id DESC LIMIT ${limit + 1}`;
  return toPage(rows.map(toHeldOrder), limit, (row) => `${row.checkedAt.getTime()}.${row.conversionId}`);
}

function toHeldOrder(row: Row): HeldOrder {
  return {
    conversionId: row.conversion_id,
    orderId: row.order_id,
    state: CheckState.parse(row.state),
    score: row.score,
    reasons: z.array(Reason).parse(row.reasons),
    amount: minor(row.amount),
    currency: row.currency,
    commission: minor(row.commission),
    commissionCurrency: row.commission_currency,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    kolId: row.kol_id,
    kolName: row.kol_name,
    orderedAt: row.occurred_at,
    checkedAt: row.checked_at,
    decidedAt: row.decided_at,
    note: row.note,
  };
}

function parseCursor(cursor: string): { at: Date; id: string } {
  const [ms, id] = cursor.split('.', 2);
  if (!ms || !id || !/^\d{1,15}$/.test(ms))
    throw new KolonyError('commissions/bad_cursor', 'invalid', { field: 'cursor' });
  return { at: new Date(Number(ms)), id };
}
