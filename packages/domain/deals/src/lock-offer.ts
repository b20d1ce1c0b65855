import type { Tx } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { type DealAt, findDeal, lockDealAndCampaign } from './store.ts';

/**
 * One of the KOL's, or the brand's, deals, which stays as it is, and its campaign in its state, until the caller's transaction ends.
 * `deals/deal_not_found`
 */
export async function lockOffer(tx: Tx, scope: BrandScope | KolScope, { id, now }: DealAt): Promise<Deal> {
  const own = 'brandId' in scope ? { brandId: scope.brandId } : { kolId: scope.kolId };
  await lockDealAndCampaign(tx, own, id);
  return findDeal(tx, own, { id, now });
}
