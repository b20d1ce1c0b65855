import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { originsOf } from '../domain/origins-of.ts';
import type { LinkDeps } from '../link.ts';
import type { Bundle, NewBundle, SetStorefront, Storefront } from '../schema.ts';
import { newSlug } from '../slug.ts';
import { type BundleRow, inForce, WITH_ITEMS } from './in-force.ts';

const MAX_BUNDLES = 100;

/** The KOL's page as they edit it; one that was never saved is empty and not published. */
export async function getStorefront(deps: LinkDeps, scope: KolScope): Promise<Storefront> {
  const { handle, storefront, bundles } = await deps.db.kol.findUniqueOrThrow({
    where: { id: scope.kolId },
    include: {
      storefront: true,
      bundles: { orderBy: [{ position: 'asc' }, { id: 'asc' }], include: WITH_ITEMS },
    },
  });
  return {
    handle,
    bio: storefront?.bio ?? '',
    published: storefront?.published ?? false,
    bundles: await toBundles(deps, bundles),
  };
}

/** Saves the page: what it says of its KOL, whether visitors see it, and in which order its sections stand. */
export async function setStorefront(
  deps: LinkDeps,
  scope: KolScope,
  { bio = '', published, order = [] }: SetStorefront,
): Promise<Storefront> {
  const { kolId } = scope;
  const updatedAt = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await tx.storefront.upsert({
      where: { kolId },
      create: { kolId, bio, published, updatedAt },
      update: { bio, published, updatedAt },
    });
    const known = await tx.bundle.findMany({
      where: { kolId },
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
    const sorted = known.map(({ id }) => id).sort((a, b) => place(a) - place(b));
    for (const [position, id] of sorted.entries())
      await tx.bundle.update({ where: { id }, data: { position } });
    await audit(tx, scope, { action: 'storefront.saved', subject: kolId, facts: { published } });
  });
  return getStorefront(deps, scope);
}

/**
 * Makes a bundle, or with its `id` makes one become as said. `links/bundle_not_found`; `links/link_not_found`: not one
 * of the KOL's own; `links/too_many_bundles` {limit}.
 */
export async function saveBundle(
  deps: LinkDeps,
  scope: KolScope,
  { id: known, items, ...page }: NewBundle,
): Promise<Bundle> {
  const { kolId } = scope;
  const row = await inTransaction(deps.db, async (tx) => {
    const linkIds = items.map(({ linkId }) => linkId);
    const own = await tx.link.findMany({ where: { id: { in: linkIds }, kolId }, select: { id: true } });
    const strange = linkIds.find((id) => !own.some((link) => link.id === id));
    if (strange !== undefined) throw new KolonyError('links/link_not_found', 'not_found', { id: strange });
    // Two tabs of one KOL wait for each other here.
    await tx.$queryRaw`SELECT id FROM kols WHERE id = ${kolId} FOR NO KEY UPDATE`;
    const createdAt = deps.clock.now();
    const id = known ?? newId('bdl', createdAt.getTime());
    if (known === undefined) {
      const position = await tx.bundle.count({ where: { kolId } });
      if (position >= MAX_BUNDLES)
        throw new KolonyError('links/too_many_bundles', 'conflict', { limit: MAX_BUNDLES });
      await tx.bundle.create({ data: { id, kolId, slug: newSlug(), position, createdAt, ...page } });
    } else {
      const { count } = await tx.bundle.updateMany({ where: { id, kolId }, data: page });
      if (count === 0) throw new KolonyError('links/bundle_not_found', 'not_found', { id });
      await tx.bundleItem.deleteMany({ where: { bundleId: id } });
    }
    await tx.bundleItem.createMany({
      data: items.map(({ linkId, title }, position) => ({ bundleId: id, linkId, kolId, title, position })),
    });
    await audit(tx, scope, { action: 'bundle.saved', subject: id, facts: { links: items.length } });
    return tx.bundle.findUniqueOrThrow({ where: { id }, include: WITH_ITEMS });
  });
  const [bundle] = await toBundles(deps, [row]);
  if (!bundle) throw new KolonyError('links/bundle_not_found', 'not_found', { id: row.id });
  return bundle;
}

/** Its address leads nowhere any more; the links in it go on. `links/bundle_not_found` */
export async function deleteBundle(deps: LinkDeps, scope: KolScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.bundle.deleteMany({ where: { id, kolId: scope.kolId } });
    if (count === 0) throw new KolonyError('links/bundle_not_found', 'not_found', { id });
    await audit(tx, scope, { action: 'bundle.deleted', subject: id });
  });
}

async function toBundles({ db, clock, trackerUrl }: LinkDeps, rows: readonly BundleRow[]): Promise<Bundle[]> {
  const now = clock.now();
  const origins = await originsOf(
    db,
    rows.flatMap(({ items }) => items.map(({ link }) => link.brandId)),
  );
  return rows.map(({ id, slug, title, onStorefront, published, items }) => ({
    id,
    slug,
    title,
    onStorefront,
    published,
    items: items.map((item) => ({
      linkId: item.linkId,
      title: item.title,
      url: `${origins.get(item.link.brandId) ?? trackerUrl}/${item.link.slug}`,
      brand: item.link.deal.campaign.brand.name,
      live: inForce(item, now),
    })),
  }));
}
