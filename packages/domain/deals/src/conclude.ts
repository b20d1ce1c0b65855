import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { sideOf } from './side.ts';
import { nextState } from './state.ts';
import { addEvent, findDeal, lockDeal } from './store.ts';

export interface Conclusion {
  id: string;
  reason: string;
  move: 'decline' | 'withdraw';
}

/** What is on the table comes to nothing, and why. `deals/deal_not_found`, `deals/illegal_transition` */
export async function conclude(
  deps: Deps,
  scope: BrandScope | KolScope,
  { id, reason, move }: Conclusion,
): Promise<Deal> {
  const { by, own } = sideOf(scope);
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const { state: from, round } = await lockDeal(tx, own, id);
    const state = nextState(from, { by, move });
    await tx.deal.update({ where: { id }, data: { state, reason, answeredAt: now, expiresAt: null } });
    const kind = move === 'decline' ? 'declined' : 'withdrawn';
    await addEvent(tx, { dealId: id, kind, by, at: now, facts: { round, reason } });
    await audit(tx, scope, { action: `deal.${kind}`, subject: id, facts: { round } });
  });
  return findDeal(deps.db, own, { id, now });
}
