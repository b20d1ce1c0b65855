import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import type { Page } from '@kolony/kernel';
import type { DealSummary } from './schema.ts';
import { containing, type DealQuery, pageOfDeals } from './store.ts';

/** The KOL's offers and deals, newest first; `search` is part of a campaign's or brand's name. */
export async function listOffers(
  { db, clock }: Deps,
  scope: KolScope,
  query: DealQuery,
): Promise<Page<DealSummary>> {
  const match = containing(query.search);
  const search = match ? { campaign: { OR: [{ name: match }, { brand: { name: match } }] } } : {};
  return pageOfDeals(db, { kolId: scope.kolId }, { query, search, now: clock.now() });
}
