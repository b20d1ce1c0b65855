import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Deal } from './schema.ts';
import { findDeal } from './store.ts';

/** One of the brand's deals as both sides see it, with what samples cost; `deals/deal_not_found`. */
export async function getDeal({ db, clock }: Deps, scope: BrandScope, { id }: { id: string }): Promise<Deal> {
  return findDeal(db, { brandId: scope.brandId }, { id, now: clock.now() });
}
