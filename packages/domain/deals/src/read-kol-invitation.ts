import type { Deps } from '@kolony/db';
import { kolEmails } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';
import { z } from 'zod';

/** What a KOL is told of an offer by mail: whose it is; its terms are in the portal. */
export interface KolInvitation {
  dealId: string;
  address: string;
  brandName: string;
  campaignName: string;
}

const Facts = z.object({ dealId: z.string(), round: z.coerce.number() });

/** The mail of one round's offer, as `inviteKol` queued it; null when it was answered, withdrawn or has expired. */
export async function readKolInvitation(
  { db, clock }: Deps,
  scope: SystemScope,
  facts: unknown,
): Promise<KolInvitation | null> {
  const { dealId, round } = Facts.parse(facts);
  const deal = await db.deal.findFirst({
    where: { id: dealId, round, state: 'invited', expiresAt: { gt: clock.now() } },
    select: { kolId: true, campaign: { select: { name: true, brand: { select: { name: true } } } } },
  });
  if (!deal) return null;
  const { kolId, campaign } = deal;
  const emails = await kolEmails(db, scope, [kolId]);
  return {
    dealId,
    address: present(emails.get(kolId), 'address'),
    brandName: campaign.brand.name,
    campaignName: campaign.name,
  };
}
