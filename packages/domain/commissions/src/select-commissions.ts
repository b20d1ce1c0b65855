import { type Database, Prisma, type Tx } from '@kolony/db';
import type { CommissionRow } from './commission.ts';

/** Whose commissions: one of the two comes from a scope, and no query is without it. */
export type Own = { brandId: string } | { party: string };

export interface CommissionFilter {
  own: Own;
  id?: string;
  conversionIds?: readonly string[];
  sourceKey?: string;
  source?: string;
  campaignId?: string;
  dealId?: string;
  /** Continue after this commission (newest first). */
  before?: { createdAt: Date; id: string };
  limit?: number;
}

/** Newest first. */
export async function selectCommissions(
  db: Database | Tx,
  filter: CommissionFilter,
): Promise<CommissionRow[]> {
  const { own } = filter;
  const where = [
    'brandId' in own ? Prisma.sql`c.brand_id = ${own.brandId}` : Prisma.sql`c.party = ${own.party}`,
    filter.id !== undefined ? Prisma.sql`c.id = ${filter.id}` : null,
    filter.conversionIds ? Prisma.sql`c.conversion_id = ANY(${[...filter.conversionIds]}::text[])` : null,
    filter.sourceKey !== undefined ? Prisma.sql`c.source_key = ${filter.sourceKey}` : null,
    filter.source !== undefined ? Prisma.sql`c.source = ${filter.source}` : null,
    filter.campaignId !== undefined ? Prisma.sql`c.campaign_id = ${filter.campaignId}` : null,
    filter.dealId !== undefined ? Prisma.sql`c.deal_id = ${filter.dealId}` : null,
    filter.before
      ? Prisma.sql`(c.created_at, c.id) < (${filter.before.createdAt}, ${filter.before.id})`
      : null,
  ].filter((part) => part !== null);
  const limit = filter.limit === undefined ? Prisma.empty : Prisma.sql`LIMIT ${filter.limit}`;
  return db.$queryRaw<CommissionRow[]>`
    SELECT c.id, c.source, c.source_key, c.conversion_id, v.order_id, c.campaign_id, p.name AS campaign_name, c.deal_id, c.kol_id, o.display_name AS kol_name,
      c.party, c.link_id, c.terms_version, c.rule, c.rate_bp, c.base, c.outlay, c.amount, c.currency, c.derivation,
      c.refused_for, c.hold_until, c.settled_at, v.frozen_at IS NOT NULL AS frozen,
      CASE WHEN k.conversion_id IS NULL THEN NULL
        ELSE jsonb_build_object('state', k.state, 'score', k.score, 'reasons', k.reasons, 'note', k.note) END AS order_check,
      c.created_at
    FROM commissions c
    LEFT JOIN conversions v ON v.id = c.conversion_id
    LEFT JOIN order_checks k ON k.conversion_id = c.conversion_id
    JOIN campaigns p ON p.id = c.campaign_id
    JOIN kols o ON o.id = c.kol_id
    WHERE ${Prisma.join(where, ' AND ')}
    ORDER BY c.created_at DESC, c.id DESC ${limit}`;
}
