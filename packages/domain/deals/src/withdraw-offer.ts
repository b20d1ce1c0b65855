import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal, WithReason } from './schema.ts';

/** The KOL takes an unanswered application or counter-offer back. `deals/deal_not_found`, `deals/illegal_transition` */
export async function withdrawOffer(deps: Deps, scope: KolScope, { id, reason }: WithReason): Promise<Deal> {
  return conclude(deps, scope, { id, reason, move: 'withdraw' });
}
