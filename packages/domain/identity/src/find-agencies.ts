import type { Deps } from '@kolony/db';
import { type Page, toPage } from '@kolony/kernel';
import { AgencyCard, type BrandScope } from './schema.ts';

/** Agencies whose name contains `search`, by name; what brands may see of them, to name one as a partner. */
export async function findAgencies(
  { db }: Deps,
  _scope: BrandScope,
  {
    search,
    cursor,
    limit = 50,
  }: { search?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<AgencyCard>> {
  const rows = await db.agency.findMany({
    where: {
      ...(search
        ? { name: { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } }
        : {}),
      ...(cursor ? { id: { gt: cursor } } : {}),
    },
    orderBy: { id: 'asc' },
    take: limit + 1,
    select: { id: true, name: true, kind: true },
  });
  return toPage(
    rows.map((row) => AgencyCard.parse(row)),
    limit,
    (agency) => agency.id,
  );
}
