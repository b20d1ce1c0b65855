import { TermsRules } from '@kolony/campaigns/schema';
import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import type { Deal, InviteKol } from './schema.ts';
import { addEvent, findDeal, holdCampaign } from './store.ts';

/**
 * Offers a KOL a deal on a live campaign, with the campaign's terms or others. `campaigns/campaign_not_found`,
 * `deals/campaign_not_live`, `deals/kol_not_found`, `deals/already_invited` (one deal per campaign and KOL, ever).
 */
export async function inviteKol(deps: Deps, scope: BrandScope, input: InviteKol): Promise<Deal> {
  const { campaignId, kolId, message, offer } = input;
  const own = { brandId: scope.brandId };
  const invitedAt = deps.clock.now();
  const id = newId('dea', invitedAt.getTime());
  await inTransaction(deps.db, async (tx) => {
    const campaign = await tx.campaign.findFirst({
      where: { id: campaignId, ...own },
      select: { offer: true },
    });
    if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
    const state = await holdCampaign(tx, campaignId);
    if (state !== 'live') throw new KolonyError('deals/campaign_not_live', 'conflict', { state });
    await assertKol(tx, kolId);
    // A deal that exists already is skipped and said, not an error of the database that would need taking apart.
    const { count } = await tx.deal.createMany({
      data: {
        id,
        ...own,
        campaignId,
        kolId,
        state: 'invited',
        message,
        offer: offer ?? TermsRules.parse(campaign.offer),
        invitedAt,
      },
      skipDuplicates: true,
    });
    if (count === 0) throw new KolonyError('deals/already_invited', 'conflict', { field: 'kolId' });
    await addEvent(tx, { dealId: id, kind: 'invited', by: 'brand', at: invitedAt });
    await audit(tx, scope, { action: 'deal.invited', subject: id, facts: { kol_id: kolId } });
  });
  return findDeal(deps.db, own, id);
}

async function assertKol(tx: Tx, id: string): Promise<void> {
  const kol = await tx.kol.findUnique({ where: { id }, select: { id: true } });
  if (!kol) throw new KolonyError('deals/kol_not_found', 'not_found', { field: 'kolId', id });
}
