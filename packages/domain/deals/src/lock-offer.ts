import type { Tx } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { type DealAt, findDeal, lockDealAndCampaign } from './store.ts';

/**
 * One of the KOL's deals, which stays as it is, and its campaign in its state, until the caller's transaction ends.
 * `deals/deal_not_found`
 */
export async function lockOffer(tx: Tx, scope: KolScope, { id, now }: DealAt): Promise<Deal> {
  const own = { kolId: scope.kolId };
  await lockDealAndCampaign(tx, own, id);
  return findDeal(tx, own, { id, now });
}
