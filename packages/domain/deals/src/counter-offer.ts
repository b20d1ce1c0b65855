import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { assertRound } from './assert-round.ts';
import { addOffer, assertOffer, lapsesAt } from './offer.ts';
import type { CounterOffer, Deal } from './schema.ts';
import { sideOf } from './side.ts';
import { nextState } from './state.ts';
import { addEvent, assertLive, findDeal, lockDealAndCampaign } from './store.ts';

/**
 * Answers an offer with another: the KOL an invitation, the brand an application or a KOL's counter-offer. The other side
 * has the days of a fresh offer to answer. `deals/deal_not_found`, `deals/illegal_transition`, `deals/offer_moved_on`
 * {round}, `deals/offer_expired`, `deals/campaign_not_live`, and what an offer is refused for (`assertOffer`).
 */
export async function counterOffer(
  deps: Deps,
  scope: BrandScope | KolScope,
  { id, round: answered, rules, deliverables, message }: CounterOffer,
): Promise<Deal> {
  const { by, own } = sideOf(scope);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const deal = await lockDealAndCampaign(tx, own, id);
    const state = nextState(deal.state, { by, move: 'counter' });
    assertRound(deal, { round: answered, now });
    assertLive(deal.campaignState);
    await assertOffer(tx, { rules, deliverables });
    const round = deal.round + 1;
    await addOffer(tx, {
      dealId: id,
      brandId: deal.brandId,
      round,
      by,
      rules,
      deliverables,
      message,
      at: now,
    });
    await tx.deal.update({
      where: { id },
      data: { state, round, offer: rules, expiresAt: lapsesAt(now) },
    });
    await addEvent(tx, { dealId: id, kind: 'countered', by, at: now, facts: { round } });
    await audit(tx, scope, { action: 'deal.countered', subject: id, facts: { round } });
  });
  return findDeal(deps.db, own, { id, now });
}
