import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { type LinkDeps, toLink } from './link.ts';
import type { Link } from './schema.ts';

/**
 * Pauses a link (visitors go to the campaign's fallback) or takes it up again; a link that is so already stays so, and
 * nothing is written. `links/link_not_found`
 */
export async function setLinkState(
  deps: LinkDeps,
  scope: KolScope,
  { id, state }: { id: string; state: Link['state'] },
): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const own = { id, kolId: scope.kolId };
    const { count } = await tx.link.updateMany({ where: { ...own, state: { not: state } }, data: { state } });
    const row = await tx.link.findFirst({ where: own });
    if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
    if (count > 0) await audit(tx, scope, { action: `link.${state}`, subject: id });
    return toLink(row, deps.trackerUrl);
  });
}
