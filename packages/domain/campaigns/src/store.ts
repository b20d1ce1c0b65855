import type { Database, Prisma, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, newId, webAddress } from '@kolony/kernel';
import { balances, keyOf, sumsAbout } from '@kolony/ledger';
import { escrow } from './accounts.ts';
import {
  AttributionRule,
  type Campaign,
  CampaignState,
  type CampaignSummary,
  DeliverableFormat,
  type NewCampaign,
  TermsRules,
} from './schema.ts';

type Row = Prisma.CampaignGetPayload<{ include: { _count: { select: { deals: true } } } }>;
const COUNTED = { _count: { select: { deals: true } } } as const;
const WHOLE = { ...COUNTED, deliverables: { orderBy: { position: 'asc' } } } as const;

/** Newest first. */
export async function findSummaries(
  db: Database | Tx,
  scope: BrandScope,
  { where, take }: { where: Prisma.CampaignWhereInput; take: number },
): Promise<CampaignSummary[]> {
  const rows = await db.campaign.findMany({
    where: { AND: [where, { brandId: scope.brandId }] },
    orderBy: { id: 'desc' },
    take,
    include: COUNTED,
  });
  return toSummaries(db, scope, rows);
}

/** `campaigns/campaign_not_found`, also for another brand's. */
export async function findCampaign(db: Database | Tx, scope: BrandScope, id: string): Promise<Campaign> {
  const row = await db.campaign.findFirst({ where: { id, brandId: scope.brandId }, include: WHOLE });
  const [summary] = row ? await toSummaries(db, scope, [row]) : [];
  if (!row || !summary) throw notFound(id);
  const { brandId, brief, disclosure, landingUrl, fallbackUrl, startsAt, endsAt, publishedAt, closedAt } =
    row;
  const { model, windowDays, codeRule } = row;
  return {
    ...summary,
    brandId,
    brief,
    disclosure,
    landingUrl,
    fallbackUrl,
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    offer: TermsRules.parse(row.offer),
    deliverables: row.deliverables.map(({ id: deliverableId, title, format, dueAt }) => {
      return { id: deliverableId, title, format: DeliverableFormat.parse(format), dueAt };
    }),
    openToApply: row.openToApply,
    startsAt,
    endsAt,
    publishedAt,
    closedAt,
  };
}

/**
 * Locks the campaign's row for a change of it (after its orders, before its accounts) and reads what decides whether
 * the change is allowed. `campaigns/campaign_not_found`.
 */
export async function lockCampaign(
  tx: Tx,
  scope: BrandScope,
  id: string,
): Promise<{ state: CampaignState; currency: Currency }> {
  const [row] = await tx.$queryRaw<{ state: string; currency: string }[]>`
    SELECT state, currency FROM campaigns WHERE id = ${id} AND brand_id = ${scope.brandId} FOR NO KEY UPDATE`;
  if (!row) throw notFound(id);
  return { state: CampaignState.parse(row.state), currency: Currency.parse(row.currency) };
}

/** Minor units given to the campaign's escrow in this currency, less what was returned. */
export async function readFunded(
  db: Database | Tx,
  scope: BrandScope,
  { id, currency }: { id: string; currency: Currency },
): Promise<number> {
  const account = escrow(id, currency);
  return (await sumsAbout(db, scope, [{ subject: id, account }])).get(keyOf(account)) ?? 0;
}

/** The columns of what a brand writes. `campaigns/ends_before_start`, `campaigns/bad_web_address` */
export function toColumns(input: NewCampaign) {
  const { name, currency, brief, disclosure, attribution, offer, openToApply, startsAt, endsAt } = input;
  if (startsAt && endsAt && endsAt <= startsAt)
    throw new KolonyError('campaigns/ends_before_start', 'invalid', { field: 'endsAt' });
  const landingUrl = storedAddress('landingUrl', input.landingUrl);
  const fallbackUrl = input.fallbackUrl === null ? null : storedAddress('fallbackUrl', input.fallbackUrl);
  return {
    name,
    currency,
    brief,
    disclosure,
    landingUrl,
    fallbackUrl,
    ...attribution,
    offer,
    openToApply,
    startsAt,
    endsAt,
  };
}

export async function writeDeliverables(
  tx: Tx,
  campaignId: string,
  { deliverables }: NewCampaign,
): Promise<void> {
  const data = deliverables.map((deliverable, position) => ({
    id: newId('dlv'),
    campaignId,
    position,
    ...deliverable,
  }));
  await tx.deliverable.createMany({ data });
}

/** The schema's rule again, because a visitor's safety must not depend on which door a campaign came in by. */
function storedAddress(field: string, given: string): string {
  const address = webAddress(given);
  if (!address) throw new KolonyError('campaigns/bad_web_address', 'invalid', { field });
  return address.href;
}

function notFound(id: string): KolonyError {
  return new KolonyError('campaigns/campaign_not_found', 'not_found', { id });
}

async function toSummaries(
  db: Database | Tx,
  scope: BrandScope,
  rows: readonly Row[],
): Promise<CampaignSummary[]> {
  const refs = rows.map((row) => escrow(row.id, Currency.parse(row.currency)));
  const [free, funded] = await Promise.all([
    balances(db, scope, refs),
    sumsAbout(
      db,
      scope,
      rows.map((row) => ({ subject: row.id, account: escrow(row.id, Currency.parse(row.currency)) })),
    ),
  ]);
  return rows.map((row, index) => {
    const currency = Currency.parse(row.currency);
    return {
      id: row.id,
      name: row.name,
      state: CampaignState.parse(row.state),
      currency,
      createdAt: row.createdAt,
      dealCount: row._count.deals,
      funded: funded.get(keyOf(escrow(row.id, currency))) ?? 0,
      free: free[index] ?? 0,
    };
  });
}
