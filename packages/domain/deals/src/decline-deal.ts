import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal, WithReason } from './schema.ts';

/** The KOL says no to an offer of the brand. `deals/deal_not_found`, `deals/illegal_transition` */
export async function declineDeal(deps: Deps, scope: KolScope, { id, reason }: WithReason): Promise<Deal> {
  return conclude(deps, scope, { id, reason, move: 'decline' });
}
