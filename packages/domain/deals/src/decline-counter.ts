import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal, WithReason } from './schema.ts';

/** The brand says no to an application or a KOL's counter-offer. `deals/deal_not_found`, `deals/illegal_transition` */
export async function declineCounter(
  deps: Deps,
  scope: BrandScope,
  { id, reason }: WithReason,
): Promise<Deal> {
  return conclude(deps, scope, { id, reason, move: 'decline' });
}
