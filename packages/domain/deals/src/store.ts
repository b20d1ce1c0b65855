import { AttributionRule, CampaignState, DeliverableFormat, TermsRules } from '@kolony/campaigns/schema';
import type { Database, Prisma, Tx } from '@kolony/db';
import { Currency, KolonyError, type Page, present, toPage } from '@kolony/kernel';
import { type Deal, DealEvent, DealState, type DealSummary, type Terms } from './schema.ts';

const BRIEFLY = {
  campaign: { include: { brand: true } },
  kol: true,
  terms: { orderBy: { version: 'asc' } },
} as const satisfies Prisma.DealInclude;
const WHOLE = {
  ...BRIEFLY,
  campaign: { include: { brand: true, deliverables: { orderBy: { position: 'asc' } } } },
  events: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.DealInclude;

/** Whose deals: one of the two comes from a scope. */
export type Own = { brandId: string } | { kolId: string };

export interface DealQuery {
  campaignId?: string | undefined;
  state?: DealState | undefined;
  /** The brand searches KOLs, the KOL searches campaigns and brands; % and _ are themselves. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The filter of a search by part of a name, in any case; undefined when nothing is searched. */
export function containing(search: string | undefined) {
  return search ? { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } : undefined;
}

/** Newest first (ids are UUIDv7: by id is by time). */
export async function pageOfDeals(
  db: Database,
  own: Own,
  { query, search }: { query: DealQuery; search: Prisma.DealWhereInput },
): Promise<Page<DealSummary>> {
  const { campaignId, state, cursor, limit = 50 } = query;
  const filters = {
    ...(campaignId ? { campaignId } : {}),
    ...(state ? { state } : {}),
    ...(cursor ? { id: { lt: cursor } } : {}),
  };
  const rows = await db.deal.findMany({
    where: { AND: [filters, search, own] },
    orderBy: { id: 'desc' },
    take: limit + 1,
    include: BRIEFLY,
  });
  return toPage(rows.map(toSummary), limit, (deal) => deal.id);
}

/** `deals/deal_not_found`, also for somebody else's. */
export async function findDeal(db: Database | Tx, own: Own, id: string): Promise<Deal> {
  const row = await db.deal.findFirst({ where: { AND: [{ id }, own] }, include: WHOLE });
  if (!row) throw new KolonyError('deals/deal_not_found', 'not_found', { id });
  return toDeal(row);
}

/** Locks the deal's row and reads it; somebody else's is neither locked nor found: `deals/deal_not_found`. */
export async function lockDeal(tx: Tx, own: Own, id: string): Promise<Deal> {
  const brandId = 'brandId' in own ? own.brandId : null;
  const kolId = 'kolId' in own ? own.kolId : null;
  await tx.$queryRaw`
    SELECT id FROM deals WHERE id = ${id} AND (brand_id = ${brandId} OR kol_id = ${kolId}) FOR NO KEY UPDATE`;
  return findDeal(tx, own, id);
}

/**
 * The state of a deal's campaign, which cannot be closed before the transaction ends: closing takes FOR NO KEY UPDATE,
 * which waits for this. Others who only hold it do not wait for each other.
 */
export async function holdCampaign(tx: Tx, campaignId: string): Promise<CampaignState> {
  const [row] = await tx.$queryRaw<
    { state: string }[]
  >`SELECT state FROM campaigns WHERE id = ${campaignId} FOR SHARE`;
  return CampaignState.parse(present(row, 'campaign').state);
}

/** One line of the timeline that both sides see. */
export async function addEvent(
  tx: Tx,
  event: { dealId: string; kind: DealEvent['kind']; by: DealEvent['by']; at: Date },
): Promise<void> {
  await tx.dealEvent.create({ data: { ...event, facts: {} } });
}

function toTerms(row: Prisma.TermsGetPayload<object>): Terms {
  const { dealId, version, rules, effectiveFrom, acceptedAt } = row;
  return { dealId, version, rules: TermsRules.parse(rules), effectiveFrom, acceptedAt };
}

function toSummary(row: Prisma.DealGetPayload<{ include: typeof BRIEFLY }>): DealSummary {
  const { campaign, kol } = row;
  const newest = row.terms.at(-1);
  return {
    id: row.id,
    state: DealState.parse(row.state),
    campaign: {
      id: campaign.id,
      name: campaign.name,
      state: CampaignState.parse(campaign.state),
      currency: Currency.parse(campaign.currency),
    },
    brand: { id: campaign.brand.id, name: campaign.brand.name },
    kol: { id: kol.id, handle: kol.handle, displayName: kol.displayName },
    rules: TermsRules.parse(newest ? newest.rules : row.offer),
    termsVersion: newest?.version ?? null,
    invitedAt: row.invitedAt,
    answeredAt: row.answeredAt,
  };
}

function toDeal(row: Prisma.DealGetPayload<{ include: typeof WHOLE }>): Deal {
  const { brief, disclosure, landingUrl, model, windowDays, codeRule } = row.campaign;
  return {
    ...toSummary(row),
    message: row.message,
    brief,
    disclosure,
    landingUrl,
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    deliverables: row.campaign.deliverables.map(({ id, title, format, dueAt }) => {
      return { id, title, format: DeliverableFormat.parse(format), dueAt };
    }),
    terms: row.terms.map(toTerms),
    timeline: row.events.map(({ id, kind, by, at }) => DealEvent.parse({ id: String(id), kind, by, at })),
  };
}
