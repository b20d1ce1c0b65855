import { type Deps, inTransaction } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError, type KolonyError } from '@kolony/kernel';
import { refundWithin } from './record-refund.ts';
import type { NewRefund, RefundResult } from './schema.ts';

/** Thrown to roll back what was only tried. */
class Undone extends Error {}

/**
 * What would happen to these refunds, one after another: each goes the whole way of `recordRefund`, and all of it is
 * rolled back. Locks their orders and campaigns meanwhile.
 */
export async function tryRefunds(
  { db, clock }: Deps,
  scope: BrandScope,
  refunds: readonly NewRefund[],
): Promise<(RefundResult | KolonyError)[]> {
  const now = clock.now();
  let outcomes: (RefundResult | KolonyError)[] = [];
  try {
    await inTransaction(db, async (tx) => {
      // A deadlock begins it again.
      outcomes = [];
      for (const refund of refunds) {
        await tx.$executeRaw`SAVEPOINT refund`;
        try {
          outcomes.push(await refundWithin(tx, scope, { refund, now }));
        } catch (error) {
          if (!isKolonyError(error)) throw error;
          await tx.$executeRaw`ROLLBACK TO SAVEPOINT refund`;
          outcomes.push(error);
        }
      }
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
  }
  return outcomes;
}
