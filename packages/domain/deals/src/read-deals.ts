import type { Deps, Prisma } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { type Page, toPage } from '@kolony/kernel';
import type { Deal, DealState, DealSummary } from './schema.ts';
import { findDeal, findDeals, type Own } from './store.ts';

export interface DealQuery {
  campaignId?: string | undefined;
  state?: DealState | undefined;
  /** The brand searches KOLs, the KOL searches campaigns and brands. */
  search?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's deals, newest first. */
export async function listDeals(deps: Deps, scope: BrandScope, query: DealQuery): Promise<Page<DealSummary>> {
  const match = contains(query.search);
  return list(deps, { brandId: scope.brandId }, { query, search: match ? { kol: { OR: [{ displayName: match }, { handle: match }] } } : {} });
}

/** The KOL's offers and deals, newest first. */
export async function listOffers(deps: Deps, scope: KolScope, query: DealQuery): Promise<Page<DealSummary>> {
  const match = contains(query.search);
  return list(deps, { kolId: scope.kolId }, { query, search: match ? { campaign: { OR: [{ name: match }, { brand: { name: match } }] } } : {} });
}

/** `deals/deal_not_found` */
export async function getDeal({ db }: Deps, scope: BrandScope, { id }: { id: string }): Promise<Deal> {
  return findDeal(db, { brandId: scope.brandId }, id);
}

/** `deals/deal_not_found` */
export async function getOffer({ db }: Deps, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  return findDeal(db, { kolId: scope.kolId }, id);
}

/** Display names of everybody with a deal on the campaign, by KOL id. */
export async function kolNames({ db }: Deps, scope: BrandScope, { campaignId }: { campaignId: string }): Promise<Map<string, string>> {
  const rows = await db.deal.findMany({ where: { brandId: scope.brandId, campaignId }, select: { kol: { select: { id: true, displayName: true } } } });
  return new Map(rows.map(({ kol }) => [kol.id, kol.displayName]));
}

function contains(search: string | undefined) {
  return search ? { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } : undefined;
}

async function list({ db }: Deps, own: Own, { query, search }: { query: DealQuery; search: Prisma.DealWhereInput }): Promise<Page<DealSummary>> {
  const { campaignId, state, cursor, limit = 50 } = query;
  const where = { ...search, ...(campaignId ? { campaignId } : {}), ...(state ? { state } : {}), ...(cursor ? { id: { lt: cursor } } : {}) };
  const deals = await findDeals(db, own, { where, take: limit + 1 });
  const summaries = deals.map(({ id, state: at, campaign, brand, kol, rules, termsVersion, invitedAt, answeredAt }) => ({
    id, state: at, campaign, brand, kol, rules, termsVersion, invitedAt, answeredAt,
  }));
  return toPage(summaries, limit, (deal) => deal.id);
}
