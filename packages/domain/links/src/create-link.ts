import { inTransaction } from '@kolony/db';
import { lockOffer } from '@kolony/deals';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { insertLink } from './insert-link.ts';
import type { LinkDeps } from './link.ts';
import type { Link, NewLink } from './schema.ts';
import { targetOf } from './target-of.ts';

const MAX_PER_DEAL = 200;

/**
 * One more link of an active deal on a live campaign, made by either side. `deals/deal_not_found`,
 * `links/deal_not_active`, `links/campaign_not_live`, `links/bad_destination` {field, host}, `links/too_many` {limit}.
 */
export async function createLink(
  deps: LinkDeps,
  scope: BrandScope | KolScope,
  { dealId, label, ...asked }: NewLink,
): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const deal = await lockOffer(tx, scope, { id: dealId, now: deps.clock.now() });
    const target = targetOf(deal, asked);
    if ((await tx.link.count({ where: { dealId } })) >= MAX_PER_DEAL)
      throw new KolonyError('links/too_many', 'conflict', { limit: MAX_PER_DEAL });
    return insertLink(tx, scope, { deps, deal, label, target });
  });
}
