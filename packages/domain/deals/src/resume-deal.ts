import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { nextState } from './state.ts';
import { addEvent, findDeal, lockDeal } from './store.ts';

/** Paused → active: clicks earn again from this instant. `deals/deal_not_found`, `deals/illegal_transition` */
export async function resumeDeal(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<Deal> {
  const own = { brandId: scope.brandId };
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const state = nextState((await lockDeal(tx, own, id)).state, { by: 'brand', move: 'resume' });
    await tx.deal.update({ where: { id }, data: { state, reason: '', pausedAt: null } });
    await addEvent(tx, { dealId: id, kind: 'resumed', by: 'brand', at: now });
    await audit(tx, scope, { action: 'deal.resumed', subject: id });
  });
  return findDeal(deps.db, own, { id, now });
}
