import type { Tx } from '@kolony/db';
import type { Deal } from '@kolony/deals/schema';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { checkDestination } from './destination.ts';
import { insertLink } from './insert-link.ts';
import type { LinkDeps } from './link.ts';
import type { Link } from './schema.ts';

/** The link that a deal has from its first moment: made in the transaction that accepts it, by whoever accepts. */
export async function firstLink(
  tx: Tx,
  scope: BrandScope | KolScope,
  { deps, deal }: { deps: LinkDeps; deal: Deal },
): Promise<Link> {
  const destination = checkDestination(deal.landingUrl, deal.landingUrl);
  return insertLink(tx, scope, { deps, deal, label: deal.kol.handle, target: { destination } });
}
