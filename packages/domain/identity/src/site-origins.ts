import { type Deps, inTransaction } from '@kolony/db';
import { audit } from './audit.ts';
import type { BrandScope, SiteOrigins } from './schema.ts';

/** The origins of the brand's shops, as they were set. */
export async function getSiteOrigins({ db }: Deps, scope: BrandScope): Promise<SiteOrigins> {
  const { siteOrigins } = await db.brand.findUniqueOrThrow({ where: { id: scope.brandId } });
  return { origins: siteOrigins };
}

/** Replaces the list, each origin once; the tracker sees it within a second. */
export async function setSiteOrigins(
  deps: Deps,
  scope: BrandScope,
  { origins }: SiteOrigins,
): Promise<SiteOrigins> {
  return inTransaction(deps.db, async (tx) => {
    const siteOrigins = [...new Set(origins)];
    await tx.brand.update({ where: { id: scope.brandId }, data: { siteOrigins } });
    await audit(tx, scope, {
      action: 'brand.site_origins_set',
      subject: scope.brandId,
      facts: { origins: siteOrigins.join(' ') },
    });
    return { origins: siteOrigins };
  });
}
