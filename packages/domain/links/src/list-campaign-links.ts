import type { BrandScope } from '@kolony/identity/schema';
import { type LinkDeps, toLinks } from './link.ts';
import type { Link } from './schema.ts';

/** All links of one of the brand's campaigns, oldest first; none for another brand's. */
export async function listCampaignLinks(
  { db, trackerUrl }: LinkDeps,
  scope: BrandScope,
  { campaignId }: { campaignId: string },
): Promise<Link[]> {
  const rows = await db.link.findMany({
    where: { campaignId, brandId: scope.brandId },
    orderBy: { id: 'asc' },
  });
  return toLinks(db, rows, trackerUrl);
}
