import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Deal, DealEvent } from './schema.ts';
import { assertTransition } from './state.ts';
import { addEvent, findDeal, lockDeal, type Own } from './store.ts';

export interface Conclusion {
  id: string;
  own: Own;
  by: DealEvent['by'];
  /** The end states; none of them asks anything but that the deal may go there. */
  to: 'declined' | 'withdrawn' | 'ended';
}

/** Moves a deal to one of its end states. `deals/deal_not_found`, `deals/illegal_transition` */
export async function conclude(
  deps: Deps,
  scope: BrandScope | KolScope,
  { id, own, by, to }: Conclusion,
): Promise<Deal> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    assertTransition((await lockDeal(tx, own, id)).state, to);
    await tx.deal.update({
      where: { id },
      data: { state: to, ...(to === 'ended' ? { endedAt: at } : { answeredAt: at }) },
    });
    await addEvent(tx, { dealId: id, kind: to, by, at });
    await audit(tx, scope, { action: `deal.${to}`, subject: id });
  });
  return findDeal(deps.db, own, id);
}
