import type { BrandScope } from '@kolony/identity/schema';
import { type Page, type PageRequest, toPage } from '@kolony/kernel';
import { type LinkDeps, toLinks } from './link.ts';
import type { Link } from './schema.ts';

export interface LinkQuery extends Partial<PageRequest> {
  campaignId?: string | undefined;
  dealId?: string | undefined;
}

/** The brand's links, newest first (ids are UUIDv7: by id is by time). */
export async function listBrandLinks(
  { db, trackerUrl }: LinkDeps,
  scope: BrandScope,
  { campaignId, dealId, cursor, limit = 50 }: LinkQuery,
): Promise<Page<Link>> {
  const filters = {
    ...(campaignId ? { campaignId } : {}),
    ...(dealId ? { dealId } : {}),
    ...(cursor ? { id: { lt: cursor } } : {}),
  };
  const rows = await db.link.findMany({
    where: { AND: [filters, { brandId: scope.brandId }] },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  return toPage(await toLinks(db, rows, trackerUrl), limit, (link) => link.id);
}
