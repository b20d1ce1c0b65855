import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal } from './schema.ts';

/** The brand takes an unanswered invitation back. `deals/deal_not_found`, `deals/illegal_transition` */
export async function withdrawInvitation(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Deal> {
  return conclude(deps, scope, { id, own: { brandId: scope.brandId }, by: 'brand', to: 'withdrawn' });
}
