import { originsOf } from '../domain/origins-of.ts';
import type { LinkDeps } from '../link.ts';
import type { PublicBundle, PublicStorefront } from '../schema.ts';
import { type BundleRow, inForce, WITH_ITEMS } from './in-force.ts';

/** How a visitor's way is told to the tracker (schema `Medium`). */
const MARK = { storefront: 's', bundle: 'b' } as const;

/** A KOL's published page for whoever comes by; null when there is none. Sections without a live line are left out. */
export async function readStorefront(
  deps: LinkDeps,
  { handle }: { handle: string },
): Promise<PublicStorefront | null> {
  const kol = await deps.db.kol.findFirst({
    where: { handle: handle.toLowerCase(), storefront: { published: true } },
    include: {
      storefront: true,
      bundles: {
        where: { published: true, onStorefront: true },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
        include: WITH_ITEMS,
      },
    },
  });
  if (!kol) return null;
  const sections = await visible(deps, kol.bundles, { kol, mark: MARK.storefront });
  return {
    handle: kol.handle,
    displayName: kol.displayName,
    bio: kol.storefront?.bio ?? '',
    sections: sections.filter(({ items }) => items.length > 0),
  };
}

/** A published bundle under its own address; null when there is none. */
export async function readBundle(deps: LinkDeps, { slug }: { slug: string }): Promise<PublicBundle | null> {
  const row = await deps.db.bundle.findFirst({
    where: { slug, published: true },
    include: { ...WITH_ITEMS, kol: true },
  });
  if (!row) return null;
  const [bundle] = await visible(deps, [row], { kol: row.kol, mark: MARK.bundle });
  return bundle ?? null;
}

/** The handles of published storefronts, for search engines; a sitemap holds 50,000. */
export async function listStorefronts({ db }: LinkDeps): Promise<{ handle: string; updatedAt: Date }[]> {
  const rows = await db.storefront.findMany({
    where: { published: true },
    orderBy: { updatedAt: 'desc' },
    take: 50_000,
    select: { updatedAt: true, kol: { select: { handle: true } } },
  });
  return rows.map(({ updatedAt, kol }) => ({ handle: kol.handle, updatedAt }));
}

async function visible(
  { db, clock, trackerUrl }: LinkDeps,
  rows: readonly BundleRow[],
  { kol, mark }: { kol: { handle: string; displayName: string }; mark: string },
): Promise<PublicBundle[]> {
  const now = clock.now();
  const shown = rows.map((row) => ({ ...row, items: row.items.filter((item) => inForce(item, now)) }));
  const origins = await originsOf(
    db,
    shown.flatMap(({ items }) => items.map(({ link }) => link.brandId)),
  );
  return shown.map(({ slug, title, items }) => ({
    slug,
    title,
    kol: { handle: kol.handle, displayName: kol.displayName },
    items: items.map(({ title: name, link }) => ({
      title: name,
      brand: link.deal.campaign.brand.name,
      disclosure: link.deal.campaign.disclosure,
      url: `${origins.get(link.brandId) ?? trackerUrl}/${link.slug}/${mark}`,
    })),
  }));
}
