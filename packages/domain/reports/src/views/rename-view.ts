import type { Deps } from '@kolony/db';
import { orTaken } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { RenamedView } from '../schema.ts';

/** Only its maker renames a view. `reports/view_not_found`; `reports/view_name_taken` by another of the report's. */
export async function renameView(
  { db }: Pick<Deps, 'db'>,
  { brandId, actor }: BrandScope,
  { id, name }: RenamedView,
): Promise<void> {
  const { count } = await orTaken(
    db.reportView.updateMany({ where: { id, brandId, owner: actor }, data: { name } }),
    () => new KolonyError('reports/view_name_taken', 'conflict', { name }),
  );
  if (count === 0) throw new KolonyError('reports/view_not_found', 'not_found', { id });
}
