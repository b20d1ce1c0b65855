import { NewDeliverable, TermsRules, undueMilestone } from '@kolony/campaigns/schema';
import type { Prisma, Tx } from '@kolony/db';
import { after, DAY, KolonyError } from '@kolony/kernel';
import { z } from 'zod';
import { DealOffer, OFFER_DAYS } from './schema.ts';

/** What is on the table: the rules, and what the KOL would owe for them. */
export interface Offer {
  rules: TermsRules;
  deliverables: NewDeliverable[];
}

export interface NewOffer extends Offer {
  dealId: string;
  brandId: string;
  round: number;
  by: DealOffer['by'];
  message: string;
  at: Date;
}

/** When an offer made now lapses, unless it is answered. */
export function lapsesAt(at: Date): Date {
  return after(at, OFFER_DAYS * DAY);
}

/** Writes one round; rounds are never edited. */
export async function addOffer(tx: Tx, { deliverables, ...offer }: NewOffer): Promise<void> {
  const due = deliverables.map(({ dueAt, ...rest }) => ({ ...rest, dueAt: dueAt?.toISOString() ?? null }));
  await tx.dealOffer.create({ data: { ...offer, deliverables: due } });
}

const StoredDeliverables = z.array(NewDeliverable.extend({ dueAt: z.coerce.date().nullable() }));

export function toOffer(row: Prisma.DealOfferGetPayload<object>): DealOffer {
  const { round, by, rules, deliverables, message, at } = row;
  return {
    round,
    by: DealOffer.shape.by.parse(by),
    rules: TermsRules.parse(rules),
    deliverables: StoredDeliverables.parse(deliverables),
    message,
    at,
  };
}

/**
 * What could not be signed is not offered. `deals/milestone_without_deliverable` {title, field}: it waits for a posting
 * that nobody owes; `deals/two_milestones_for_one` {title, field}: a posting releases one part of the fee;
 * `deals/unknown_partner` {agencyId, field}.
 */
export async function assertOffer(tx: Tx, { rules, deliverables }: Offer): Promise<void> {
  const undue = undueMilestone(rules, deliverables.length);
  if (undue)
    throw new KolonyError(`deals/${undue.fault}`, 'invalid', { title: undue.title, field: 'milestones' });
  await partnersOf(tx, rules);
}

export interface PartnerAgency {
  id: string;
  name: string;
  kind: string;
  shareBp: number;
}

/** The agencies that the rules name, as identity has them. `deals/unknown_partner` {agencyId, field} */
export async function partnersOf(tx: Tx, { partners = [] }: TermsRules): Promise<PartnerAgency[]> {
  if (partners.length === 0) return [];
  const rows = await tx.agency.findMany({
    where: { id: { in: partners.map(({ agencyId }) => agencyId) } },
    select: { id: true, name: true, kind: true },
  });
  const known = new Map(rows.map((row) => [row.id, row]));
  return partners.map(({ agencyId, shareBp }) => {
    const agency = known.get(agencyId);
    if (!agency) throw new KolonyError('deals/unknown_partner', 'invalid', { agencyId, field: 'partners' });
    return { ...agency, shareBp };
  });
}
