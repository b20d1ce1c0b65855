import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import type { Deal, DealEvent } from './schema.ts';
import { assertTransition } from './state.ts';
import { addEvent, findDeal, lockDeal, type Own } from './store.ts';

type Ending = 'declined' | 'withdrawn' | 'ended';

/** The KOL says no to an invitation. `deals/deal_not_found`, `deals/illegal_transition` */
export async function declineDeal(deps: Deps, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  return finish(deps, { scope, own: { kolId: scope.kolId }, by: 'kol', to: 'declined', id });
}

/** The brand takes an unanswered invitation back. `deals/deal_not_found`, `deals/illegal_transition` */
export async function withdrawInvitation(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<Deal> {
  return finish(deps, { scope, own: { brandId: scope.brandId }, by: 'brand', to: 'withdrawn', id });
}

/** The brand ends an active deal: later clicks earn nothing, what was earned stays earned. */
export async function endDeal(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<Deal> {
  return finish(deps, { scope, own: { brandId: scope.brandId }, by: 'brand', to: 'ended', id });
}

async function finish(deps: Deps, { scope, own, by, to, id }: { scope: BrandScope | KolScope; own: Own; by: DealEvent['by']; to: Ending; id: string }): Promise<Deal> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    assertTransition((await lockDeal(tx, own, id)).state, to);
    await tx.deal.update({ where: { id }, data: { state: to, ...(to === 'ended' ? { endedAt: at } : { answeredAt: at }) } });
    await addEvent(tx, { dealId: id, kind: to, by, at });
    await audit(tx, scope, { action: `deal.${to}`, subject: id });
  });
  return findDeal(deps.db, own, id);
}
