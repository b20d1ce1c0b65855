import type { Tx } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { type Signature, signDeal } from './sign-deal.ts';

/**
 * The KOL accepts the brand's offer, inside the caller's transaction. `deals/deal_not_found`,
 * `deals/illegal_transition`, `deals/offer_moved_on` {round}, `deals/offer_expired`, `deals/campaign_not_live`,
 * `deals/budget_too_small` {missing, currency}.
 */
export async function acceptDeal(tx: Tx, signature: Signature<KolScope>): Promise<Deal> {
  return signDeal(tx, signature);
}
