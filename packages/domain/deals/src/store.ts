import type { CampaignState } from '@kolony/campaigns/schema';
import type { Database, Prisma, Tx } from '@kolony/db';
import { KolonyError, type Page, present, toPage } from '@kolony/kernel';
import { holdCampaign } from './hold-campaign.ts';
import { BRIEFLY, toDeal, toSummary, WHOLE } from './read-deal.ts';
import { type Deal, type DealEvent, DealState, type DealSummary } from './schema.ts';

/** Whose deals: one of the two comes from a scope. */
export type Own = { brandId: string } | { kolId: string };

/** Which deal, as it is read at which instant: Terms that are not in force yet are not its rules. */
export interface DealAt {
  id: string;
  now: Date;
}

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
  { query, search, now }: { query: DealQuery; search: Prisma.DealWhereInput; now: Date },
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
  return toPage(
    rows.map((row) => toSummary(row, now)),
    limit,
    (deal) => deal.id,
  );
}

/** `deals/deal_not_found`, also for somebody else's. What a sample cost is the brand's alone. */
export async function findDeal(db: Database | Tx, own: Own, { id, now }: DealAt): Promise<Deal> {
  const row = await db.deal.findFirst({ where: { AND: [{ id }, own] }, include: WHOLE });
  if (!row) throw notFound(id);
  return toDeal(row, { now, forBrand: 'brandId' in own });
}

export interface LockedDeal {
  id: string;
  brandId: string;
  campaignId: string;
  kolId: string;
  state: DealState;
  round: number;
  expiresAt: Date | null;
}

/** Locks the deal's row and reads what decides its moves; somebody else's is neither locked nor found. */
export async function lockDeal(tx: Tx, own: Own, id: string): Promise<LockedDeal> {
  const brandId = 'brandId' in own ? own.brandId : null;
  const kolId = 'kolId' in own ? own.kolId : null;
  const [row] = await tx.$queryRaw<
    {
      brand_id: string;
      campaign_id: string;
      kol_id: string;
      state: string;
      round: number;
      expires_at: Date | null;
    }[]
  >`
    SELECT brand_id, campaign_id, kol_id, state, round, expires_at FROM deals
    WHERE id = ${id} AND (brand_id = ${brandId} OR kol_id = ${kolId}) FOR NO KEY UPDATE`;
  if (!row) throw notFound(id);
  return {
    id,
    brandId: row.brand_id,
    campaignId: row.campaign_id,
    kolId: row.kol_id,
    state: DealState.parse(row.state),
    round: row.round,
    expiresAt: row.expires_at,
  };
}

/** The same with the deal's campaign, which is held first: locks go campaign → deal → account everywhere. */
export async function lockDealAndCampaign(
  tx: Tx,
  own: Own,
  id: string,
): Promise<LockedDeal & { campaignState: CampaignState }> {
  const deal = await tx.deal.findFirst({ where: { AND: [{ id }, own] }, select: { campaignId: true } });
  if (!deal) throw notFound(id);
  const campaignState = await holdCampaign(tx, deal.campaignId);
  return { ...(await lockDeal(tx, own, id)), campaignState };
}

/** `deals/campaign_not_live` {state} */
export function assertLive(state: CampaignState): void {
  if (state !== 'live') throw new KolonyError('deals/campaign_not_live', 'conflict', { state });
}

export interface NewEvent {
  dealId: string;
  kind: DealEvent['kind'];
  by: DealEvent['by'];
  at: Date;
  facts?: DealEvent['facts'];
}

/** One line of the timeline that both sides see. */
export async function addEvent(tx: Tx, { facts = {}, ...event }: NewEvent): Promise<void> {
  await tx.dealEvent.create({ data: { ...event, facts } });
}

/** The offer on the table. */
export async function lastOffer(tx: Tx, { id, round }: Pick<LockedDeal, 'id' | 'round'>) {
  const row = await tx.dealOffer.findUnique({ where: { dealId_round: { dealId: id, round } } });
  return present(row, 'offer');
}

function notFound(id: string): KolonyError {
  return new KolonyError('deals/deal_not_found', 'not_found', { id });
}
