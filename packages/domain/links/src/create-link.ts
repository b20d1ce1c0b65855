import { inTransaction } from '@kolony/db';
import { lockOffer } from '@kolony/deals';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { checkDestination } from './destination.ts';
import { insertLink } from './insert-link.ts';
import type { LinkDeps } from './link.ts';
import type { Link, NewLink } from './schema.ts';

const MAX_PER_DEAL = 200;

/**
 * One more link of an active deal on a live campaign, made by its KOL or by the brand. `deals/deal_not_found`, `links/deal_not_active`,
 * `links/campaign_not_live`, `links/bad_destination` {field, host}, `links/too_many` {limit}.
 */
export async function createLink(
  deps: LinkDeps,
  scope: BrandScope | KolScope,
  input: NewLink,
): Promise<Link> {
  const { dealId, label, destination, routes = [], expiresAt = null, consentRequired = false } = input;
  return inTransaction(deps.db, async (tx) => {
    const deal = await lockOffer(tx, scope, { id: dealId, now: deps.clock.now() });
    if (deal.state !== 'active')
      throw new KolonyError('links/deal_not_active', 'conflict', { state: deal.state });
    if (deal.campaign.state !== 'live')
      throw new KolonyError('links/campaign_not_live', 'conflict', { state: deal.campaign.state });
    const home = deal.landingUrl;
    const target = {
      destination: checkDestination(destination ?? home, home),
      routes: routes.map((route) => ({ ...route, destination: checkDestination(route.destination, home) })),
      expiresAt,
      consentRequired,
    };
    if ((await tx.link.count({ where: { dealId } })) >= MAX_PER_DEAL)
      throw new KolonyError('links/too_many', 'conflict', { limit: MAX_PER_DEAL });
    return insertLink(tx, scope, { deps, deal, label, target });
  });
}
