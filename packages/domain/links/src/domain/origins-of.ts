import type { Database, Tx } from '@kolony/db';

/** `https://host` of those brands that have proven a host of their own. */
export async function originsOf(
  db: Database | Tx,
  brandIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (brandIds.length === 0) return new Map();
  const rows = await db.brandDomain.findMany({
    where: { brandId: { in: [...new Set(brandIds)] }, verifiedAt: { not: null } },
    select: { brandId: true, host: true },
  });
  return new Map(rows.map(({ brandId, host }) => [brandId, `https://${host}`]));
}
