import { TermsRules } from '@kolony/campaigns/schema';
import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { campaignDeliverables } from './campaign-deliverables.ts';
import { holdCampaign } from './hold-campaign.ts';
import { addOffer, assertOffer, lapsesAt } from './offer.ts';
import { openCampaigns } from './open-campaigns.ts';
import type { ApplyToCampaign, Deal } from './schema.ts';
import { addEvent, findDeal } from './store.ts';

/**
 * The KOL asks for the offer of a live campaign that takes applications: it is the brand's round 1, and the brand's turn.
 * `deals/campaign_not_open` (also for one that does not exist), `deals/already_applied` (there is a deal already).
 */
export async function applyToCampaign(
  deps: Deps,
  scope: KolScope,
  { campaignId, message }: ApplyToCampaign,
): Promise<Deal> {
  const { kolId } = scope;
  const now = deps.clock.now();
  const id = newId('dea', now.getTime());
  await inTransaction(deps.db, async (tx) => {
    const campaign = await tx.campaign.findFirst({
      where: { id: campaignId, ...openCampaigns(now) },
      select: { brandId: true, offer: true, deliverables: { orderBy: { position: 'asc' } } },
    });
    if (!campaign || (await holdCampaign(tx, campaignId)) !== 'live')
      throw new KolonyError('deals/campaign_not_open', 'not_found', { id: campaignId });
    const { brandId } = campaign;
    const rules = TermsRules.parse(campaign.offer);
    const deliverables = campaignDeliverables(campaign.deliverables);
    await assertOffer(tx, { rules, deliverables });
    const columns = { state: 'applied', message, offer: rules, invitedAt: now, expiresAt: lapsesAt(now) };
    const { count } = await tx.deal.createMany({
      data: { id, brandId, campaignId, kolId, ...columns },
      skipDuplicates: true,
    });
    if (count === 0) throw new KolonyError('deals/already_applied', 'conflict', { id: campaignId });
    await addOffer(tx, {
      dealId: id,
      brandId,
      round: 1,
      by: 'brand',
      message: '',
      at: now,
      rules,
      deliverables,
    });
    await addEvent(tx, { dealId: id, kind: 'applied', by: 'kol', at: now });
    await audit(tx, scope, { action: 'deal.applied', subject: id, facts: { campaign_id: campaignId } });
  });
  return findDeal(deps.db, { kolId }, { id, now });
}
