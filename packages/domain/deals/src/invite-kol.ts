import { getCampaign } from '@kolony/campaigns';
import { type Deps, inTransaction, sqlState } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import type { Deal, InviteKol } from './schema.ts';
import { addEvent, findDeal } from './store.ts';

/**
 * Offers a KOL a deal on a live campaign, with the campaign's terms or others. `deals/campaign_not_live`,
 * `deals/kol_not_found`, `deals/already_invited` (one deal per campaign and KOL).
 */
export async function inviteKol(deps: Deps, scope: BrandScope, { campaignId, kolId, message, offer }: InviteKol): Promise<Deal> {
  const campaign = await getCampaign(deps, scope, { id: campaignId });
  if (campaign.state !== 'live') throw new KolonyError('deals/campaign_not_live', 'conflict', { state: campaign.state });
  if (!(await deps.db.kol.findUnique({ where: { id: kolId }, select: { id: true } }))) throw new KolonyError('deals/kol_not_found', 'not_found', { id: kolId });
  const invitedAt = deps.clock.now();
  const id = newId('dea', invitedAt.getTime());
  try {
    await inTransaction(deps.db, async (tx) => {
      await tx.deal.create({ data: { id, brandId: scope.brandId, campaignId, kolId, state: 'invited', message, offer: offer ?? campaign.offer, invitedAt } });
      await addEvent(tx, { dealId: id, kind: 'invited', by: 'brand', at: invitedAt });
      await audit(tx, scope, { action: 'deal.invited', subject: id, facts: { kol_id: kolId } });
    });
  } catch (error) {
    if (sqlState(error) === '23505' || (error as { code?: unknown }).code === 'P2002') throw new KolonyError('deals/already_invited', 'conflict', { field: 'kolId' });
    throw error;
  }
  return findDeal(deps.db, { brandId: scope.brandId }, id);
}
