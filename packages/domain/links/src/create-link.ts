import { acceptDeal, getOffer } from '@kolony/deals';
import type { Deal } from '@kolony/deals/schema';
import { inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { checkDestination } from './destination.ts';
import { type LinkDeps, newSlug, toLink } from './link.ts';
import type { Link, NewLink } from './schema.ts';

const MAX_PER_DEAL = 200;

/** The KOL accepts an offer and has a link to share, in one transaction. Errors: those of `acceptDeal`. */
export async function acceptDealWithLink(deps: LinkDeps, scope: KolScope, { id }: { id: string }): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const deal = await acceptDeal(tx, { scope, clock: deps.clock, dealId: id });
    return insert(tx, { deps, scope, deal, label: deal.kol.handle, destination: deal.landingUrl });
  });
}

/** One more link of an active deal. `links/deal_not_active`, `links/bad_destination`, `links/too_many` */
export async function createLink(deps: LinkDeps, scope: KolScope, { dealId, label, destination }: NewLink): Promise<Link> {
  const deal = await getOffer(deps, scope, { id: dealId });
  if (deal.state !== 'active') throw new KolonyError('links/deal_not_active', 'conflict', { state: deal.state });
  const to = checkDestination(destination ?? deal.landingUrl, deal.landingUrl);
  return inTransaction(deps.db, async (tx) => {
    if ((await tx.link.count({ where: { dealId } })) >= MAX_PER_DEAL) throw new KolonyError('links/too_many', 'conflict', { limit: MAX_PER_DEAL });
    return insert(tx, { deps, scope, deal, label, destination: to });
  });
}

interface Insert {
  deps: LinkDeps;
  scope: KolScope;
  deal: Deal;
  label: string;
  destination: string;
}

async function insert(tx: Tx, { deps, scope, deal, label, destination }: Insert): Promise<Link> {
  const createdAt = deps.clock.now();
  const data = { brandId: deal.brand.id, campaignId: deal.campaign.id, dealId: deal.id, kolId: scope.kolId, label, destination, state: 'active', createdAt };
  for (;;) {
    const id = newId('lnk', createdAt.getTime());
    // A slug that exists already is skipped, not an error: an error would end the transaction.
    const { count } = await tx.link.createMany({ data: { ...data, id, slug: newSlug() }, skipDuplicates: true });
    if (count === 0) continue;
    await audit(tx, scope, { action: 'link.created', subject: id });
    return toLink(await tx.link.findUniqueOrThrow({ where: { id } }), deps.trackerUrl);
  }
}
