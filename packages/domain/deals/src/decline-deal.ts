import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { conclude } from './conclude.ts';
import type { Deal } from './schema.ts';

/** The KOL says no to an invitation. `deals/deal_not_found`, `deals/illegal_transition` */
export async function declineDeal(deps: Deps, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  return conclude(deps, scope, { id, own: { kolId: scope.kolId }, by: 'kol', to: 'declined' });
}
