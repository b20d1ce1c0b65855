import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { finish } from './finish.ts';
import type { Deal, WithReason } from './schema.ts';

/**
 * The brand breaks a deal off before its course is run, for a cause that the KOL reads and that does not count as a
 * record of work. Money as in `endDeal`: a cause that is only claimed takes nothing that was earned.
 * `deals/deal_not_found`, `deals/illegal_transition`
 */
export async function terminateDeal(
  deps: Deps,
  scope: BrandScope,
  { id, reason }: WithReason,
): Promise<Deal> {
  return finish(deps, scope, { id, reason, move: 'terminate' });
}
