import type { Tx } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { holdCampaign, lockDeal } from './store.ts';

/**
 * One of the KOL's deals, which stays as it is, and its campaign in its state, until the caller's transaction ends.
 * `deals/deal_not_found`
 */
export async function lockOffer(tx: Tx, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  const deal = await lockDeal(tx, { kolId: scope.kolId }, id);
  return { ...deal, campaign: { ...deal.campaign, state: await holdCampaign(tx, deal.campaign.id) } };
}
