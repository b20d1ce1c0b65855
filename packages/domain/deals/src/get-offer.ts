import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { findDeal } from './store.ts';

/** One of the KOL's offers or deals; `deals/deal_not_found`. */
export async function getOffer({ db, clock }: Deps, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  return findDeal(db, { kolId: scope.kolId }, { id, now: clock.now() });
}
