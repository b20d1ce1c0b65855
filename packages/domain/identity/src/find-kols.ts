import { type Deps, Prisma } from '@kolony/db';
import { type Page, toPage } from '@kolony/kernel';
import { toChannel } from './channel.ts';
import type { BrandScope, KolCard } from './schema.ts';

/**
 * KOLs whose name, handle or niche contains `search`, by handle; what brands may see of them. The cursor is the last
 * handle of the page before.
 */
export async function findKols(
  { db }: Deps,
  _scope: BrandScope,
  {
    search,
    cursor,
    limit = 50,
  }: { search?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<Page<KolCard>> {
  const pattern = search ? `%${search.replace(/[\\%_]/g, '\\$&')}%` : null;
  const matches = pattern
    ? Prisma.sql`AND (k.handle ILIKE ${pattern} OR k.display_name ILIKE ${pattern}
        OR EXISTS (SELECT FROM channels c WHERE c.kol_id = k.id AND c.niche ILIKE ${pattern}))`
    : Prisma.empty;
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT k.id FROM kols k WHERE (${cursor ?? null}::text IS NULL OR k.handle > ${cursor ?? null}) ${matches}
    ORDER BY k.handle LIMIT ${limit + 1}`;
  const rows = await db.kol.findMany({
    where: { id: { in: ids.map((row) => row.id) } },
    orderBy: { handle: 'asc' },
    include: { channels: { orderBy: { followers: 'desc' } } },
  });
  const cards = rows.map(({ id, handle, displayName, bio, channels }) => ({
    id,
    handle,
    displayName,
    bio,
    channels: channels.map(toChannel),
  }));
  return toPage(cards, limit, (card) => card.handle);
}
