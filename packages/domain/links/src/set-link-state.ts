import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { type LinkDeps, toLink } from './link.ts';
import type { Link } from './schema.ts';

/** Pauses a link (visitors go to the campaign's fallback) or takes it up again. `links/link_not_found` */
export async function setLinkState(deps: LinkDeps, scope: KolScope, { id, state }: { id: string; state: Link['state'] }): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const { count } = await tx.link.updateMany({ where: { id, kolId: scope.kolId }, data: { state } });
    if (count === 0) throw new KolonyError('links/link_not_found', 'not_found', { id });
    await audit(tx, scope, { action: `link.${state}`, subject: id });
    return toLink(await tx.link.findUniqueOrThrow({ where: { id } }), deps.trackerUrl);
  });
}
