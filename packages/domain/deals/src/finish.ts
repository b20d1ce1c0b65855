import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { announce } from '@kolony/webhooks';
import { returnFee } from './reserve-fee.ts';
import type { Deal } from './schema.ts';
import { nextState } from './state.ts';
import { addEvent, findDeal, lockDealAndCampaign } from './store.ts';

export interface Finish {
  id: string;
  reason: string;
  move: 'end' | 'terminate';
}

/** An agreement is over: what of its fixed fee is not due goes back. `deals/deal_not_found`, `deals/illegal_transition` */
export async function finish(deps: Deps, scope: BrandScope, { id, reason, move }: Finish): Promise<Deal> {
  const own = { brandId: scope.brandId };
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const deal = await lockDealAndCampaign(tx, own, id);
    const state = nextState(deal.state, { by: 'brand', move });
    await tx.deal.update({ where: { id }, data: { state, reason, endedAt: now } });
    const kind = move === 'end' ? 'ended' : 'terminated';
    await addEvent(tx, { dealId: id, kind, by: 'brand', at: now, facts: { reason } });
    const returned = await returnFee(tx, deal, now);
    await audit(tx, scope, { action: `deal.${kind}`, subject: id, facts: { returned } });
    const { brandId, campaignId: campaign_id, kolId: kol_id } = deal;
    const data = { id, campaign_id, kol_id, how: kind, reason } as const;
    await announce(tx, [{ brandId, type: 'deal.ended', at: now, data }]);
  });
  return findDeal(deps.db, own, { id, now });
}
