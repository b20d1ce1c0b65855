import type { Tx } from '@kolony/db';
import type { Deal } from '@kolony/deals/schema';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, newId, present } from '@kolony/kernel';
import { type LinkDeps, toLinks } from './link.ts';
import type { Link } from './schema.ts';
import { newSlug } from './slug.ts';
import type { LinkTarget } from './target-of.ts';

/** So many taken slugs in a row mean a broken source of chance, not bad luck. */
const ATTEMPTS = 10;

export interface LinkToInsert {
  deps: LinkDeps;
  deal: Deal;
  label: string;
  /** Checked by the caller. */
  target: Pick<LinkTarget, 'destination'> & Partial<LinkTarget>;
  draw?: () => string;
}

/** Adds a link under a slug that nobody has, and audits it. */
export async function insertLink(tx: Tx, scope: BrandScope | KolScope, of: LinkToInsert): Promise<Link> {
  const { deps, deal, label, target, draw = newSlug } = of;
  const createdAt = deps.clock.now();
  const id = newId('lnk', createdAt.getTime());
  const data = {
    id,
    brandId: deal.brand.id,
    campaignId: deal.campaign.id,
    dealId: deal.id,
    kolId: deal.kol.id,
    label,
    ...target,
    state: 'active',
    createdAt,
  };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // A slug that exists already is skipped, not an error: an error would end the transaction.
    const { count } = await tx.link.createMany({ data: { ...data, slug: draw() }, skipDuplicates: true });
    if (count === 0) continue;
    await audit(tx, scope, { action: 'link.created', subject: id, facts: { deal: deal.id } });
    const row = await tx.link.findUniqueOrThrow({ where: { id } });
    const [link] = await toLinks(tx, [row], deps.trackerUrl);
    return present(link, 'link');
  }
  throw new KolonyError('links/no_free_slug', 'internal', { attempts: ATTEMPTS });
}
