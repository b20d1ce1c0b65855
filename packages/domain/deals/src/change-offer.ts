import { TermsRules } from '@kolony/campaigns/schema';
import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { amendActiveDeals } from './amend-active-deals.ts';
import { campaignDeliverables } from './campaign-deliverables.ts';
import { assertOffer } from './offer.ts';
import type { AmendTerms } from './schema.ts';

/**
 * Changes what a live campaign offers: new KOLs get it at once, and deals that took the old offer as it was are amended,
 * each under its own rate lock. `campaigns/campaign_not_found`, `deals/campaign_not_live`, and what an offer is refused
 * for (`assertOffer`).
 */
export async function changeOffer(
  deps: Deps,
  scope: BrandScope,
  { id, rules, reason }: AmendTerms,
): Promise<{ amended: number }> {
  const at = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const [campaign] = await tx.$queryRaw<{ state: string; offer: unknown }[]>`
      SELECT state, offer FROM campaigns WHERE id = ${id} AND brand_id = ${scope.brandId} FOR NO KEY UPDATE`;
    if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id });
    if (campaign.state !== 'live')
      throw new KolonyError('deals/campaign_not_live', 'conflict', { state: campaign.state });
    const deliverables = await tx.deliverable.findMany({
      where: { campaignId: id },
      orderBy: { position: 'asc' },
    });
    await assertOffer(tx, { rules, deliverables: campaignDeliverables(deliverables) });
    const before = TermsRules.parse(campaign.offer);
    await tx.campaign.update({ where: { id }, data: { offer: rules } });
    const written = await amendActiveDeals(tx, scope, { campaignId: id, before, rules, reason, at });
    await audit(tx, scope, {
      action: 'campaign.offer_changed',
      subject: id,
      facts: { amended: written.length },
    });
    return { amended: written.length };
  });
}
