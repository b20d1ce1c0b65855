import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';

/** Display names of everybody with a deal on the brand's campaign, or on any of its campaigns, by KOL id. */
export async function kolNames(
  { db }: Deps,
  scope: BrandScope,
  { campaignId }: { campaignId?: string | undefined },
): Promise<Map<string, string>> {
  const rows = await db.deal.findMany({
    where: { brandId: scope.brandId, ...(campaignId === undefined ? {} : { campaignId }) },
    select: { kol: { select: { id: true, displayName: true } } },
  });
  return new Map(rows.map(({ kol }) => [kol.id, kol.displayName]));
}
