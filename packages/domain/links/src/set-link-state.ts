import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import { type LinkDeps, toLinks } from './link.ts';
import { own } from './own.ts';
import type { Link } from './schema.ts';

/**
 * Pauses a link (visitors go to the campaign's fallback) or takes it up again; a link that is so already stays so, and
 * nothing is written. `links/link_not_found`
 */
export async function setLinkState(
  deps: LinkDeps,
  scope: BrandScope | KolScope,
  { id, state }: { id: string; state: Link['state'] },
): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const found = { id, ...own(scope) };
    const { count } = await tx.link.updateMany({
      where: { ...found, state: { not: state } },
      data: { state },
    });
    const row = await tx.link.findFirst({ where: found });
    if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
    if (count > 0) await audit(tx, scope, { action: `link.${state}`, subject: id });
    const [link] = await toLinks(tx, [row], deps.trackerUrl);
    return present(link, 'link');
  });
}
