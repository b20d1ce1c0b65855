import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal, WithReason } from './schema.ts';

/** The brand takes an unanswered offer back. `deals/deal_not_found`, `deals/illegal_transition` */
export async function withdrawInvitation(
  deps: Deps,
  scope: BrandScope,
  { id, reason }: WithReason,
): Promise<Deal> {
  return conclude(deps, scope, { id, reason, move: 'withdraw' });
}
