import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { type Clock, KolonyError } from '@kolony/kernel';
import type { Deal } from './schema.ts';
import { assertTransition } from './state.ts';
import { addEvent, findDeal, holdCampaign, lockDeal } from './store.ts';

/**
 * Invited → active, inside the caller's transaction: the offer is frozen as Terms v1, in force from this instant.
 * Of two acceptances at once the second waits and is refused. `deals/deal_not_found`, `deals/illegal_transition`,
 * `deals/campaign_not_live`.
 */
export async function acceptDeal(
  tx: Tx,
  { scope, clock, dealId }: { scope: KolScope; clock: Clock; dealId: string },
): Promise<Deal> {
  const own = { kolId: scope.kolId };
  const deal = await lockDeal(tx, own, dealId);
  assertTransition(deal.state, 'active');
  const state = await holdCampaign(tx, deal.campaign.id);
  if (state !== 'live') throw new KolonyError('deals/campaign_not_live', 'conflict', { state });
  const at = clock.now();
  await tx.terms.create({
    data: {
      dealId,
      version: 1,
      brandId: deal.brand.id,
      rules: deal.rules,
      effectiveFrom: at,
      acceptedAt: at,
      acceptedBy: scope.actor,
    },
  });
  await tx.deal.update({ where: { id: dealId }, data: { state: 'active', answeredAt: at } });
  await addEvent(tx, { dealId, kind: 'accepted', by: 'kol', at });
  await audit(tx, scope, { action: 'deal.accepted', subject: dealId, facts: { terms_version: 1 } });
  return findDeal(tx, own, dealId);
}
