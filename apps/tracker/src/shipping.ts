import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Shipper } from '@kolony/tracking';

export interface ShippedLog {
  dir: string;
  table: string;
}

export interface ShippingPlan {
  clickhouseUrl: string;
  logs: ShippedLog[];
}

export interface ShippingState {
  metrics: ReturnType<Shipper['metrics']>;
  trouble: string | null;
  behind: boolean;
}

/** What is known of a shipper, a tenth of a second ago. */
export type Shipped = Pick<Shipper, 'metrics' | 'trouble' | 'behind'>;

export interface Shipping {
  of(dir: string): Shipped;
  stop(): Promise<void>;
}

/** Between the end of a thread and its successor. Milliseconds. */
const PAUSE = 300;
/** A segment in hand when the end was asked for is shipped again after the next start, and counts once. Milliseconds. */
const ENDS_WITHIN = 3_000;
/** Two segments in hand are a few megabytes of objects; garbage is not worth more. MiB. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 96 };
const NOTHING: ShippingState = {
  metrics: { shipped: 0, shipMs: 0, segmentsWaiting: 0, lagMs: 0, damaged: 0, failures: 0 },
  trouble: null,
  behind: false,
};

/**
 * Ships spools in a thread of its own: reading, checking and sending segments takes a seventh of a busy tracker's time,
 * which visitors would wait for. A thread that ends is started again.
 */
export function startShipping(plan: ShippingPlan): Shipping {
  let states: ShippingState[] = plan.logs.map(() => NOTHING);
  let stopping = false;
  let worker = start();

  function start(): Worker {
    const next = new Worker(join(import.meta.dirname, 'shipping-thread.ts'), {
      workerData: plan,
      resourceLimits: LIMITS,
    });
    next.on('message', (told: ShippingState[]) => {
      states = told;
    });
    next.on('error', (error) => console.error('tracker: shipping:', error));
    next.once('exit', () => {
      setTimeout(() => {
        if (!stopping) worker = start();
      }, PAUSE).unref();
    });
    return next;
  }

  return {
    of(dir) {
      const index = plan.logs.findIndex((log) => log.dir === dir);
      const state = () => states[index] ?? NOTHING;
      return {
        metrics: () => state().metrics,
        trouble: () => state().trouble,
        behind: () => state().behind,
      };
    },
    async stop() {
      stopping = true;
      const ended = once(worker, 'exit');
      worker.postMessage('stop');
      await Promise.race([ended, sleep(ENDS_WITHIN)]);
      await worker.terminate();
    },
  };
}
