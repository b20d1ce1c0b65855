import { type Deps, inTransaction } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import { assertAmendable, readTerms, sameRules, writeAmendment } from './amendment.ts';
import type { AmendTerms, Deal } from './schema.ts';
import { assertUnderWay } from './state.ts';
import { findDeal, lockDeal } from './store.ts';

/**
 * The brand changes the money rules of an agreed deal: a new Terms version with the same parties. Raised, it is in force
 * at once; worse for the KOL in any respect, after the rate lock (TikTok Shop's rule: 30 days, notice 2 days before).
 * `deals/deal_not_found`, `deals/deal_not_active`, `deals/amend_not_allowed` {rule}: fixed fee, guarantee, partners,
 * tiers and bonuses stay as agreed; `deals/nothing_to_amend`.
 */
export async function amendTerms(
  deps: Deps,
  scope: BrandScope,
  { id, rules, reason }: AmendTerms,
): Promise<Deal> {
  const own = { brandId: scope.brandId };
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    assertUnderWay((await lockDeal(tx, own, id)).state);
    const versions = await readTerms(tx, id);
    const newest = present(versions.at(-1), 'terms');
    assertAmendable(newest.rules, rules);
    if (sameRules(newest.rules, rules)) throw new KolonyError('deals/nothing_to_amend', 'invalid');
    await writeAmendment(tx, scope, { versions, rules, reason, at });
  });
  return findDeal(deps.db, own, { id, now: at });
}
