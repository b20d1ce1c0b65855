import { type Outcome, recordConversions } from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';

const MAX_BATCH = 200;

interface Waiting {
  order: NewConversion;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

let orders = 0;
let batches = 0;
export const recordedOrders = () => orders;
export const recordedBatches = () => batches;

/**
 * Group commit: while one batch of a brand is being committed, its next orders wait and are committed together, so that
 * a burst on one campaign is limited by the disk and not by one row's lock. An idle API commits each order at once.
 */
export function orderQueue(deps: Deps): (scope: BrandScope, order: NewConversion) => Promise<Outcome> {
  const queues = new Map<string, { scope: BrandScope; waiting: Waiting[]; running: boolean }>();

  async function drain(brandId: string): Promise<void> {
    const queue = present(queues.get(brandId), 'queue');
    queue.running = true;
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, MAX_BATCH);
      await commit(deps, queue.scope, batch);
    }
    queues.delete(brandId);
  }

  return (scope, order) =>
    new Promise<Outcome>((resolve, reject) => {
      const queue = queues.get(scope.brandId) ?? { scope, waiting: [], running: false };
      queues.set(scope.brandId, queue);
      queue.waiting.push({ order, resolve, reject });
      if (!queue.running) void drain(scope.brandId);
    });
}

/** When a batch fails as a whole, each order is tried alone, so that one bad order cannot fail its neighbours. */
async function commit(deps: Deps, scope: BrandScope, batch: readonly Waiting[]): Promise<void> {
  try {
    const outcomes = await recordConversions(
      deps,
      scope,
      batch.map(({ order }) => order),
    );
    batches += 1;
    orders += batch.length;
    for (const [index, { resolve }] of batch.entries()) resolve(present(outcomes[index], 'outcome'));
  } catch (error) {
    const [only] = batch;
    if (batch.length === 1 && only) return only.reject(error);
    for (const waiting of batch) await commit(deps, scope, [waiting]);
  }
}
