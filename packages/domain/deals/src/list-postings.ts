import { type Deps, Prisma } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { type Currency, minor } from '@kolony/kernel';
import { Posting } from './schema.ts';

export interface PostingQuery {
  campaignId?: string | undefined;
  kolId?: string | undefined;
  currency: Currency;
  /** Days in the zone on which the proof was handed in, both inclusive, `YYYY-MM-DD`. */
  period: { from: string; to: string };
  timeZone: string;
  limit: number;
}

/** Proofs of postings that were not turned down, newest first, each with when the deal's next one came. */
export async function listPostings(
  { db }: Deps,
  scope: BrandScope | KolScope,
  { campaignId, kolId, currency, period, timeZone, limit }: PostingQuery,
): Promise<Posting[]> {
  const own =
    'brandId' in scope ? Prisma.sql`d.brand_id = ${scope.brandId}` : Prisma.sql`d.kol_id = ${scope.kolId}`;
  const narrowed = [
    own,
    Prisma.sql`c.currency = ${currency}`,
    ...(campaignId === undefined ? [] : [Prisma.sql`d.campaign_id = ${campaignId}`]),
    ...(kolId === undefined ? [] : [Prisma.sql`d.kol_id = ${kolId}`]),
  ];
  const rows = await db.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT s.id, s.deal_id, d.kol_id, k.display_name, d.campaign_id, c.name AS campaign_name, w.title, w.format, s.url,
        s.text, s.state, s.submitted_at,
        lead(s.submitted_at) OVER (PARTITION BY s.deal_id ORDER BY s.submitted_at, s.id) AS next_at,
        -- A part of the fee that went back to the brand was not paid for the posting.
        CASE WHEN m.state IN ('reserved', 'released') THEN m.amount ELSE 0 END AS fee
      FROM submissions s
      JOIN deal_deliverables w ON w.id = s.deliverable_id
      JOIN deals d ON d.id = s.deal_id
      JOIN campaigns c ON c.id = d.campaign_id
      JOIN kols k ON k.id = d.kol_id
      LEFT JOIN deal_milestones m ON m.deal_id = s.deal_id AND m.key = w.milestone_key
      WHERE ${Prisma.join(narrowed, ' AND ')} AND s.kind = 'proof' AND s.state <> 'rejected'
    ) AS postings
    WHERE (submitted_at AT TIME ZONE ${timeZone})::date BETWEEN ${period.from}::date AND ${period.to}::date
    ORDER BY submitted_at DESC, id DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    submissionId: row.id,
    dealId: row.deal_id,
    kolId: row.kol_id,
    displayName: row.display_name,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    title: row.title,
    format: Posting.shape.format.parse(row.format),
    url: row.url,
    text: row.text,
    confirmed: row.state === 'approved',
    postedAt: row.submitted_at,
    nextAt: row.next_at,
    fee: minor(row.fee),
  }));
}

interface Row {
  id: string;
  deal_id: string;
  kol_id: string;
  display_name: string;
  campaign_id: string;
  campaign_name: string;
  title: string;
  format: string;
  url: string | null;
  text: string;
  state: string;
  submitted_at: Date;
  next_at: Date | null;
  fee: bigint;
}
