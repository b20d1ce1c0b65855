import { type Outcome, recordConversions } from '@kolony/commissions';
import type { NewConversion } from '@kolony/commissions/schema';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';

const MAX_BATCH = 200;
/** Batches of one brand in flight: while one is on the disk, the next one's orders are read and priced. */
const LANES = 2;

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
 * Group commit: while one batch of a lane is being committed, its next orders wait and are committed together, so that
 * a burst on one campaign is limited by the disk and not by one row's lock. An idle API commits each order at once.
 */
export function orderQueue(deps: Deps): (scope: BrandScope, order: NewConversion) => Promise<Outcome> {
  const queues = new Map<string, { scope: BrandScope; waiting: Waiting[]; running: boolean }>();

  async function drain(lane: string): Promise<void> {
    const queue = present(queues.get(lane), 'queue');
    queue.running = true;
    while (queue.waiting.length > 0) {
      const batch = queue.waiting.splice(0, MAX_BATCH);
      await commit(deps, queue.scope, batch);
    }
    queues.delete(lane);
  }

  return (scope, order) =>
    new Promise<Outcome>((resolve, reject) => {
      const lane = laneOf(scope, order);
      const queue = queues.get(lane) ?? { scope, waiting: [], running: false };
      queues.set(lane, queue);
      queue.waiting.push({ order, resolve, reject });
      if (!queue.running) void drain(lane);
    });
}

/** Orders of one link, and so of one budget's row, wait in one lane instead of for each other's locks. */
function laneOf({ brandId }: BrandScope, { touches }: NewConversion): string {
  return `${brandId}:${(touches.at(-1)?.linkNo ?? 0) % LANES}`;
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
