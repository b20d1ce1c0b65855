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

export interface OrderQueue {
  record(scope: BrandScope, order: NewConversion): Promise<Outcome>;
  /** The orders of one request, in their order: of two with one id the first is the order. */
  recordAll(scope: BrandScope, orders: readonly NewConversion[]): Promise<Outcome>[];
}

/**
 * Group commit: while one batch of a lane is being committed, its next orders wait and are committed together, so that
 * a burst on one campaign is limited by the disk and not by one row's lock. An idle API commits each order at once.
 */
export function orderQueue(deps: Deps): OrderQueue {
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

  function wait(lane: string, scope: BrandScope, order: NewConversion): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const queue = queues.get(lane) ?? { scope, waiting: [], running: false };
      queues.set(lane, queue);
      queue.waiting.push({ order, resolve, reject });
    });
  }

  function start(lane: string): void {
    if (!queues.get(lane)?.running) void drain(lane);
  }

  return {
    record(scope, order) {
      const lane = laneOf(scope, order);
      const outcome = wait(lane, scope, order);
      start(lane);
      return outcome;
    },
    recordAll(scope, orders) {
      const lane = `${scope.brandId}:batch`;
      const outcomes = orders.map((order) => wait(lane, scope, order));
      if (orders.length > 0) start(lane);
      return outcomes;
    },
  };
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
