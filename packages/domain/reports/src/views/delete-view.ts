import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** Only its maker deletes a view. `reports/view_not_found`. */
export async function deleteView(
  { db }: Pick<Deps, 'db'>,
  { brandId, actor }: BrandScope,
  { id }: { id: string },
): Promise<void> {
  const { count } = await db.reportView.deleteMany({ where: { id, brandId, owner: actor } });
  if (count === 0) throw new KolonyError('reports/view_not_found', 'not_found', { id });
}
