import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { finish } from './finish.ts';
import type { Deal, WithReason } from './schema.ts';

/**
 * The brand ends a deal that has run its course: later clicks earn nothing, earlier ones keep their window, what was
 * earned stays earned, what of the fixed fee is not due goes back. `deals/deal_not_found`, `deals/illegal_transition`
 */
export async function endDeal(deps: Deps, scope: BrandScope, { id, reason }: WithReason): Promise<Deal> {
  return finish(deps, scope, { id, reason, move: 'end' });
}
