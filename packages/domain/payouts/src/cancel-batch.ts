import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { lockBatch } from './lock-batch.ts';
import { readBatch } from './read-batches.ts';
import type { PayoutBatch } from './schema.ts';
import { illegal } from './transition.ts';

/**
 * Drops a proposed batch: its commissions are payable again. Dropping it twice is dropping it once;
 * `payouts/batch_not_found`, `payouts/illegal_transition` once it is approved.
 */
export async function cancelBatch(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<PayoutBatch> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const batch = await lockBatch(tx, scope, id);
    if (batch.state === 'cancelled') return;
    if (batch.state !== 'proposed') throw illegal(batch.state, 'cancelled');
    await tx.payoutBatch.update({ where: { id }, data: { state: 'cancelled', endedAt: now } });
    await tx.payout.updateMany({ where: { batchId: id }, data: { state: 'cancelled', endedAt: now } });
    await audit(tx, scope, { action: 'payout_batch.cancelled', subject: id, facts: { total: batch.total } });
  });
  return readBatch(deps, scope, { id });
}
