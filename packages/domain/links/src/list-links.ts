import type { KolScope } from '@kolony/identity/schema';
import { type LinkDeps, toLink } from './link.ts';
import type { Link } from './schema.ts';

/** The KOL's links of one deal, oldest first; none for somebody else's deal. */
export async function listLinks(
  { db, trackerUrl }: LinkDeps,
  scope: KolScope,
  { dealId }: { dealId: string },
): Promise<Link[]> {
  const rows = await db.link.findMany({ where: { dealId, kolId: scope.kolId }, orderBy: { id: 'asc' } });
  return rows.map((row) => toLink(row, trackerUrl));
}
