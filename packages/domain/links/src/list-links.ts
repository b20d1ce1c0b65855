import type { KolScope } from '@kolony/identity/schema';
import { type LinkDeps, toLinks } from './link.ts';
import type { Link } from './schema.ts';

/** The KOL's links of one deal, or of all, oldest first; none for somebody else's deal. */
export async function listLinks(
  { db, trackerUrl }: LinkDeps,
  scope: KolScope,
  { dealId }: { dealId?: string | undefined },
): Promise<Link[]> {
  const rows = await db.link.findMany({
    where: { kolId: scope.kolId, ...(dealId === undefined ? {} : { dealId }) },
    orderBy: { id: 'asc' },
  });
  return toLinks(db, rows, trackerUrl);
}
