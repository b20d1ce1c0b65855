import type { Tx } from '@kolony/db';
import type { Deal } from '@kolony/deals/schema';
import { audit } from '@kolony/identity';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { type LinkDeps, toLink } from './link.ts';
import type { Link, LinkRoute } from './schema.ts';
import { newSlug } from './slug.ts';

/** So many taken slugs in a row mean a broken source of chance, not bad luck. */
const ATTEMPTS = 10;

/** Where it leads, whom and until when; checked by the caller. */
interface LinkTarget {
  destination: string;
  routes?: LinkRoute[];
  expiresAt?: Date | null;
  consentRequired?: boolean;
}

export interface LinkToInsert {
  deps: LinkDeps;
  deal: Deal;
  label: string;
  target: LinkTarget;
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
    return toLink(await tx.link.findUniqueOrThrow({ where: { id } }), deps.trackerUrl);
  }
  throw new KolonyError('links/no_free_slug', 'internal', { attempts: ATTEMPTS });
}
