import type { Database, Prisma, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError } from '@kolony/kernel';
import { balances, keyOf, movements } from '@kolony/ledger';
import { escrow } from './accounts.ts';
import { AttributionRule, type Campaign, CampaignState, type CampaignSummary, DeliverableFormat, type NewCampaign, TermsRules } from './schema.ts';

type Row = Prisma.CampaignGetPayload<{ include: { deliverables: true; _count: { select: { deals: true } } } }>;
const WITH = { deliverables: { orderBy: { position: 'asc' } }, _count: { select: { deals: true } } } as const;

export async function findCampaigns(db: Database | Tx, scope: BrandScope, { where, take }: { where: Prisma.CampaignWhereInput; take: number }): Promise<Campaign[]> {
  const rows = await db.campaign.findMany({ where: { ...where, brandId: scope.brandId }, orderBy: { id: 'desc' }, take, include: WITH });
  const refs = rows.map((row) => escrow(row.id, Currency.parse(row.currency)));
  // One after the other: `db` may be a transaction, which is one connection.
  const free = await balances(db, scope, refs);
  const funded = await movements(db, scope, { refs, kinds: ['allocate', 'return'] });
  return rows.map((row, index) => {
    const ref = refs[index];
    return toCampaign(row, { free: free[index] ?? 0, funded: ref ? (funded.get(keyOf(ref)) ?? 0) : 0 });
  });
}

/** `campaigns/campaign_not_found`, also for another brand's. */
export async function findCampaign(db: Database | Tx, scope: BrandScope, id: string): Promise<Campaign> {
  const [campaign] = await findCampaigns(db, scope, { where: { id }, take: 1 });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id });
  return campaign;
}

/** Locks the campaign's row for a change of it (after its orders, before its accounts). */
export async function lockCampaign(tx: Tx, scope: BrandScope, id: string): Promise<Campaign> {
  await tx.$queryRaw`SELECT id FROM campaigns WHERE id = ${id} AND brand_id = ${scope.brandId} FOR NO KEY UPDATE`;
  return findCampaign(tx, scope, id);
}

/** The columns of what a brand writes. */
export function toColumns(input: NewCampaign) {
  const { name, currency, brief, disclosure, landingUrl, fallbackUrl, attribution, offer, startsAt, endsAt } = input;
  const { model, windowDays, codeRule } = attribution;
  return { name, currency, brief, disclosure, landingUrl, fallbackUrl, model, windowDays, codeRule, offer, startsAt, endsAt };
}

function toCampaign(row: Row, money: { free: number; funded: number }): Campaign {
  const { id, brandId, name, brief, disclosure, landingUrl, fallbackUrl, startsAt, endsAt, publishedAt, closedAt } = row;
  const { model, windowDays, codeRule } = row;
  return {
    ...summary(row, money),
    id,
    brandId,
    name,
    brief,
    disclosure,
    landingUrl,
    fallbackUrl,
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    offer: TermsRules.parse(row.offer),
    deliverables: row.deliverables.map((d) => ({ id: d.id, title: d.title, format: DeliverableFormat.parse(d.format), dueAt: d.dueAt })),
    startsAt,
    endsAt,
    publishedAt,
    closedAt,
  };
}

function summary(row: Row, { free, funded }: { free: number; funded: number }): CampaignSummary {
  return {
    id: row.id,
    name: row.name,
    state: CampaignState.parse(row.state),
    currency: Currency.parse(row.currency),
    createdAt: row.createdAt,
    dealCount: row._count.deals,
    funded,
    free,
  };
}
