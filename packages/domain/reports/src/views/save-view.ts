import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import type { NewView, View } from '../schema.ts';
import { toView, withDefault } from './view.ts';

/** Keeps a question under a name; what its maker had under that name for the report is replaced. */
export async function saveView(
  { db, clock }: Deps,
  scope: BrandScope,
  { report, name, search, shared }: NewView,
): Promise<View> {
  const { brandId, actor: owner } = scope;
  const row = await db.reportView.upsert({
    where: { brandId_owner_report_name: { brandId, owner, report, name } },
    create: { id: newId('vew'), brandId, owner, report, name, search, shared, createdAt: clock.now() },
    update: { search, shared },
    include: withDefault(scope),
  });
  return toView(row, scope);
}
