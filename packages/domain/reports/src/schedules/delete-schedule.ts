import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** Ends a schedule and what it has not sent yet. `reports/schedule_not_found`. */
export async function deleteSchedule(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.reportSchedule.deleteMany({ where: { id, brandId: scope.brandId } });
    if (count === 0) throw new KolonyError('reports/schedule_not_found', 'not_found', { id });
    await audit(tx, scope, { action: 'report.unscheduled', subject: id });
  });
}
