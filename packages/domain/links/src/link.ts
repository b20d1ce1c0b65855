import type { Database, Deps, Prisma, Tx } from '@kolony/db';
import { originsOf } from './domain/origins-of.ts';
import { Link, LinkRoute } from './schema.ts';
import { utmOf } from './utm.ts';

/** Links are shown with their brand's own host, or the tracker's public address: an origin, without a slash at its end. */
export type LinkDeps = Deps & { trackerUrl: string };

type Row = Prisma.LinkGetPayload<object>;

/** Links as they are shown, each under its brand's host. */
export async function toLinks(db: Database | Tx, rows: readonly Row[], trackerUrl: string): Promise<Link[]> {
  const origins = await originsOf(
    db,
    rows.map(({ brandId }) => brandId),
  );
  return rows.map((row) => toLink(row, origins.get(row.brandId) ?? trackerUrl));
}

function toLink(row: Row, origin: string): Link {
  const { id, dealId, campaignId, kolId, slug, label, destination, subIds, expiresAt, createdAt } = row;
  return {
    id,
    dealId,
    campaignId,
    kolId,
    slug,
    url: `${origin}/${slug}`,
    label,
    destination,
    utm: utmOf(destination),
    routes: LinkRoute.array().parse(row.routes),
    subIds,
    expiresAt,
    state: Link.shape.state.parse(row.state),
    createdAt,
  };
}
