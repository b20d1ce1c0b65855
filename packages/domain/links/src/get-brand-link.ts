import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import { type LinkDeps, toLinks } from './link.ts';
import type { Link } from './schema.ts';

/** One of the brand's links; `links/link_not_found`, also for another brand's. */
export async function getBrandLink(
  { db, trackerUrl }: LinkDeps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Link> {
  const row = await db.link.findFirst({ where: { id, brandId: scope.brandId } });
  if (!row) throw new KolonyError('links/link_not_found', 'not_found', { id });
  return present((await toLinks(db, [row], trackerUrl))[0], 'link');
}
