import { AttributionRule, CampaignState, DeliverableFormat, TermsRules } from '@kolony/campaigns/schema';
import type { Database, Prisma, Tx } from '@kolony/db';
import { Currency, KolonyError } from '@kolony/kernel';
import { type Deal, DealEvent, DealState } from './schema.ts';

const WITH = {
  campaign: { include: { brand: true, deliverables: { orderBy: { position: 'asc' } } } },
  kol: true,
  terms: { orderBy: { version: 'asc' } },
  events: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.DealInclude;
type Row = Prisma.DealGetPayload<{ include: typeof WITH }>;

/** Whose deals: one of the two comes from a scope. */
export type Own = { brandId: string } | { kolId: string };

/** Newest first (ids are UUIDv7: by id is by time). */
export async function findDeals(db: Database | Tx, own: Own, { where, take }: { where: Prisma.DealWhereInput; take: number }): Promise<Deal[]> {
  const rows = await db.deal.findMany({ where: { AND: [where, own] }, orderBy: { id: 'desc' }, take, include: WITH });
  return rows.map(toDeal);
}

/** `deals/deal_not_found`, also for somebody else's. */
export async function findDeal(db: Database | Tx, own: Own, id: string): Promise<Deal> {
  const [deal] = await findDeals(db, own, { where: { id }, take: 1 });
  if (!deal) throw new KolonyError('deals/deal_not_found', 'not_found', { id });
  return deal;
}

/** Locks the deal's row and reads it. */
export async function lockDeal(tx: Tx, own: Own, id: string): Promise<Deal> {
  await tx.$queryRaw`SELECT id FROM deals WHERE id = ${id} FOR NO KEY UPDATE`;
  return findDeal(tx, own, id);
}

export async function addEvent(tx: Tx, event: { dealId: string; kind: DealEvent['kind']; by: DealEvent['by']; at: Date }): Promise<void> {
  await tx.dealEvent.create({ data: { ...event, facts: {} } });
}

function toDeal(row: Row): Deal {
  const { campaign, kol } = row;
  const terms = row.terms.map(({ dealId, version, rules, effectiveFrom, acceptedAt }) => ({ dealId, version, rules: TermsRules.parse(rules), effectiveFrom, acceptedAt }));
  const newest = terms.at(-1);
  const { model, windowDays, codeRule } = campaign;
  return {
    id: row.id,
    state: DealState.parse(row.state),
    campaign: { id: campaign.id, name: campaign.name, state: CampaignState.parse(campaign.state), currency: Currency.parse(campaign.currency) },
    brand: { id: campaign.brand.id, name: campaign.brand.name },
    kol: { id: kol.id, handle: kol.handle, displayName: kol.displayName },
    rules: newest?.rules ?? TermsRules.parse(row.offer),
    termsVersion: newest?.version ?? null,
    invitedAt: row.invitedAt,
    answeredAt: row.answeredAt,
    message: row.message,
    brief: campaign.brief,
    disclosure: campaign.disclosure,
    landingUrl: campaign.landingUrl,
    attribution: AttributionRule.parse({ model, windowDays, codeRule }),
    deliverables: campaign.deliverables.map((d) => ({ id: d.id, title: d.title, format: DeliverableFormat.parse(d.format), dueAt: d.dueAt })),
    terms,
    timeline: row.events.map((event) => DealEvent.parse({ id: String(event.id), kind: event.kind, by: event.by, at: event.at })),
  };
}
