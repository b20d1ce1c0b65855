import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { View } from '../schema.ts';
import { openTo, toView, withDefault } from './view.ts';

/** The reader's own views and those that others share with the workspace, by name. */
export async function listViews({ db }: Pick<Deps, 'db'>, scope: BrandScope): Promise<View[]> {
  const rows = await db.reportView.findMany({
    where: openTo(scope),
    include: withDefault(scope),
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 200,
  });
  return rows.map((row) => toView(row, scope));
}
