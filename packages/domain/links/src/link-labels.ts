import type { Deps } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';

export interface LinkLabel {
  id: string;
  slug: string;
  label: string;
  subIds: string[];
  state: string;
}

/** What these links are called, by id; somebody else's are not among them. */
export async function linkLabels(
  { db }: Deps,
  scope: BrandScope | KolScope,
  ids: readonly string[],
): Promise<Map<string, LinkLabel>> {
  const own = 'brandId' in scope ? { brandId: scope.brandId } : { kolId: scope.kolId };
  const rows = await db.link.findMany({
    where: { AND: [{ id: { in: [...ids] } }, own] },
    select: { id: true, slug: true, label: true, subIds: true, state: true },
  });
  return new Map(rows.map((row) => [row.id, row]));
}
