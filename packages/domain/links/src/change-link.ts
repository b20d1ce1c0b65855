import { inTransaction } from '@kolony/db';
import { lockOffer } from '@kolony/deals';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import { type LinkDeps, toLinks } from './link.ts';
import { own } from './own.ts';
import type { ChangeLink, Link } from './schema.ts';
import { targetOf } from './target-of.ts';

/**
 * Gives a link another name, destination, UTM, sub-ids, expiry and routes; its address and its clicks stay. Either side
 * may. `links/link_not_found`, else as `createLink`.
 */
export async function changeLink(
  deps: LinkDeps,
  scope: BrandScope | KolScope,
  { id, label, ...asked }: ChangeLink,
): Promise<Link> {
  return inTransaction(deps.db, async (tx) => {
    const found = await tx.link.findFirst({ where: { id, ...own(scope) } });
    if (!found) throw new KolonyError('links/link_not_found', 'not_found', { id });
    const deal = await lockOffer(tx, scope, { id: found.dealId, now: deps.clock.now() });
    const { consentRequired = found.consentRequired } = asked;
    const target = targetOf(deal, { ...asked, consentRequired });
    const row = await tx.link.update({ where: { id }, data: { label, ...target } });
    await audit(tx, scope, {
      action: 'link.changed',
      subject: id,
      facts: { before: found.destination, after: target.destination },
    });
    const [link] = await toLinks(tx, [row], deps.trackerUrl);
    return present(link, 'link');
  });
}
