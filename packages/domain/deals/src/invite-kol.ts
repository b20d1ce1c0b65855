import { TermsRules } from '@kolony/campaigns/schema';
import { type Deps, inTransaction, queueInvitation, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { campaignDeliverables } from './campaign-deliverables.ts';
import { holdCampaign } from './hold-campaign.ts';
import { addOffer, assertOffer, lapsesAt, type Offer } from './offer.ts';
import type { Deal, InviteKol } from './schema.ts';
import { mayMove } from './state.ts';
import { addEvent, assertLive, findDeal, lockDeal } from './store.ts';

/**
 * Offers a KOL a deal on a live campaign, with the campaign's terms or others; again (the next round of the same deal)
 * after it was declined, withdrawn or expired. The KOL is told by mail, at most three times a day. `campaigns/campaign_not_found`, `deals/campaign_not_live`,
 * `deals/kol_not_found`, `deals/already_invited`, and what an offer is refused for (`assertOffer`).
 */
export async function inviteKol(deps: Deps, scope: BrandScope, input: InviteKol): Promise<Deal> {
  const { campaignId, kolId, message } = input;
  const { brandId } = scope;
  const now = deps.clock.now();
  const id = await inTransaction(deps.db, async (tx) => {
    const offer = await offerOf(tx, scope, input);
    assertLive(await holdCampaign(tx, campaignId));
    const to = await addressOf(tx, kolId);
    await assertOffer(tx, offer);
    const columns = {
      state: 'invited',
      message,
      offer: offer.rules,
      invitedAt: now,
      expiresAt: lapsesAt(now),
    };
    const fresh = newId('dea', now.getTime());
    // A deal that exists already is skipped and looked at, not an error of the database that would end the transaction.
    const { count } = await tx.deal.createMany({
      data: { id: fresh, brandId, campaignId, kolId, ...columns },
      skipDuplicates: true,
    });
    const again = count === 0 ? await nextRound(tx, scope, { campaignId, kolId }) : null;
    const dealId = again?.id ?? fresh;
    const round = again?.round ?? 1;
    if (again)
      await tx.deal.update({
        where: { id: dealId },
        data: { ...columns, round, reason: '', answeredAt: null },
      });
    await addOffer(tx, { dealId, brandId, round, by: 'brand', message, at: now, ...offer });
    await addEvent(tx, { dealId, kind: 'invited', by: 'brand', at: now, facts: { round } });
    await audit(tx, scope, { action: 'deal.invited', subject: dealId, facts: { kol_id: kolId, round } });
    const told = { about: `${dealId}:${round}`, facts: { dealId, round: String(round) } };
    await queueInvitation(tx, { kind: 'kol_invited', to, ...told }, now);
    return dealId;
  });
  return findDeal(deps.db, { brandId }, { id, now });
}

async function offerOf(tx: Tx, { brandId }: BrandScope, { campaignId, offer }: InviteKol): Promise<Offer> {
  const campaign = await tx.campaign.findFirst({
    where: { id: campaignId, brandId },
    select: { offer: true, deliverables: { orderBy: { position: 'asc' } } },
  });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
  return {
    rules: offer ?? TermsRules.parse(campaign.offer),
    deliverables: campaignDeliverables(campaign.deliverables),
  };
}

/** The deal there is already, locked, and its next round; `deals/already_invited` unless it came to nothing. */
async function nextRound(
  tx: Tx,
  { brandId }: BrandScope,
  pair: { campaignId: string; kolId: string },
): Promise<{ id: string; round: number }> {
  const { id } = await tx.deal.findUniqueOrThrow({ where: { campaignId_kolId: pair }, select: { id: true } });
  const deal = await lockDeal(tx, { brandId }, id);
  if (!mayMove(deal.state, { by: 'brand', move: 'invite' }))
    throw new KolonyError('deals/already_invited', 'conflict', { field: 'kolId', state: deal.state });
  return { id, round: deal.round + 1 };
}

/** Where the KOL is told of it; `deals/kol_not_found`. */
async function addressOf(tx: Tx, id: string): Promise<string> {
  const kol = await tx.kol.findUnique({ where: { id }, select: { user: { select: { email: true } } } });
  if (!kol) throw new KolonyError('deals/kol_not_found', 'not_found', { field: 'kolId', id });
  return kol.user.email;
}
