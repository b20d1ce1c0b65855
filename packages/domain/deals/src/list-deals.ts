import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Page } from '@kolony/kernel';
import type { DealSummary } from './schema.ts';
import { containing, type DealQuery, pageOfDeals } from './store.ts';

/** The brand's deals, newest first; `search` is part of a KOL's name or handle. */
export async function listDeals(
  { db, clock }: Deps,
  scope: BrandScope,
  query: DealQuery,
): Promise<Page<DealSummary>> {
  const match = containing(query.search);
  const search = match ? { kol: { OR: [{ displayName: match }, { handle: match }] } } : {};
  return pageOfDeals(db, { brandId: scope.brandId }, { query, search, now: clock.now() });
}
