import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import type { Deal, WithReason } from './schema.ts';
import { nextState } from './state.ts';
import { addEvent, findDeal, lockDeal } from './store.ts';

/**
 * Active → paused: clicks of this time earn nothing (`earnsAt`), earlier ones keep their window, work goes on.
 * `deals/deal_not_found`, `deals/illegal_transition`
 */
export async function pauseDeal(deps: Deps, scope: BrandScope, { id, reason }: WithReason): Promise<Deal> {
  const own = { brandId: scope.brandId };
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const state = nextState((await lockDeal(tx, own, id)).state, { by: 'brand', move: 'pause' });
    await tx.deal.update({ where: { id }, data: { state, reason, pausedAt: now } });
    await addEvent(tx, { dealId: id, kind: 'paused', by: 'brand', at: now, facts: { reason } });
    await audit(tx, scope, { action: 'deal.paused', subject: id });
  });
  return findDeal(deps.db, own, { id, now });
}
