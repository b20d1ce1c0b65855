import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';

/** Names of all of the brand's campaigns by id. */
export async function campaignNames({ db }: Deps, { brandId }: BrandScope): Promise<Map<string, string>> {
  const rows = await db.campaign.findMany({ where: { brandId }, select: { id: true, name: true } });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
