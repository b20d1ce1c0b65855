import { inTransaction } from '@kolony/db';
import { acceptDeal } from '@kolony/deals';
import type { KolScope } from '@kolony/identity/schema';
import { checkDestination } from './destination.ts';
import { insertLink } from './insert-link.ts';
import type { LinkDeps } from './link.ts';
import type { Link } from './schema.ts';

/**
 * The KOL accepts an offer and has a link to share, in one transaction: no accepted deal is ever without one.
 * `deals/deal_not_found`, `deals/illegal_transition`, `deals/campaign_not_live`.
 */
export async function acceptDealWithLink(
  deps: LinkDeps,
  scope: KolScope,
  { id }: { id: string },
): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const deal = await acceptDeal(tx, { scope, clock: deps.clock, dealId: id });
    const destination = checkDestination(deal.landingUrl, deal.landingUrl);
    return insertLink(tx, scope, { deps, deal, label: deal.kol.handle, destination });
  });
}
