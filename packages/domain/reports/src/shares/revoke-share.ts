import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** The link stops working at once; again is nothing new. `reports/share_not_found`. */
export async function revokeShare(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  const { brandId } = scope;
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.reportShare.updateMany({
      where: { id, brandId, revokedAt: null },
      data: { revokedAt: deps.clock.now() },
    });
    if (count > 0) await audit(tx, scope, { action: 'report.unshared', subject: id });
    else if ((await tx.reportShare.count({ where: { id, brandId } })) === 0)
      throw new KolonyError('reports/share_not_found', 'not_found', { id });
  });
}
