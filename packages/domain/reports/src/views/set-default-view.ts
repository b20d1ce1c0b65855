import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { DefaultView } from '../schema.ts';
import { openTo } from './view.ts';

/**
 * With which view a report opens for whoever asks, and for nobody else: one of its own or a shared one, or none.
 * `reports/view_not_found`, also for a view of another report.
 */
export async function setDefaultView(
  { db }: Pick<Deps, 'db'>,
  scope: BrandScope,
  { report, id }: DefaultView,
): Promise<void> {
  const { brandId, actor: owner } = scope;
  if (id === null) {
    await db.reportDefault.deleteMany({ where: { brandId, owner, report } });
    return;
  }
  const found = await db.reportView.findFirst({ where: { ...openTo(scope), id, report } });
  if (!found) throw new KolonyError('reports/view_not_found', 'not_found', { id });
  await db.reportDefault.upsert({
    where: { brandId_owner_report: { brandId, owner, report } },
    create: { brandId, owner, report, viewId: id },
    update: { viewId: id },
  });
}
