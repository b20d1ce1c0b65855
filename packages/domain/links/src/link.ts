import type { Deps, Prisma } from '@kolony/db';
import { Link } from './schema.ts';

/** Links are shown with the tracker's public address: an origin, without a slash at its end. */
export type LinkDeps = Deps & { trackerUrl: string };

export function toLink(row: Prisma.LinkGetPayload<object>, trackerUrl: string): Link {
  const { id, dealId, campaignId, kolId, slug, label, destination, createdAt } = row;
  const state = Link.shape.state.parse(row.state);
  return {
    id,
    dealId,
    campaignId,
    kolId,
    slug,
    url: `${trackerUrl}/${slug}`,
    label,
    destination,
    state,
    createdAt,
  };
}
