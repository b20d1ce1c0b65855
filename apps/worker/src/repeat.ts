import { setTimeout as sleep } from 'node:timers/promises';
import { type Log, reasonOf } from './log.ts';

export interface Repeated {
  name: string;
  /** Returns how much it did; more than nothing means there may be more. */
  work: () => Promise<number>;
  /** Milliseconds to wait after a round that did something, and after one that did not. */
  pause: { busy: number; idle: number };
  onFailure?: () => void;
}

/** The longest wait after repeated failures: a store that comes back is used within five seconds. */
const LONGEST_WAIT = 5_000;

/** Runs `work` until the signal aborts; a round under way is finished. Failures are logged and waited out, doubling. */
export async function repeat(
  { name, work, pause, onFailure }: Repeated,
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    let wait: number;
    try {
      wait = (await work()) > 0 ? pause.busy : pause.idle;
      if (failures > 0) log.info(`${name} works again`, { failures });
      failures = 0;
    } catch (error) {
      failures += 1;
      onFailure?.();
      wait = Math.min(LONGEST_WAIT, pause.idle * 2 ** Math.min(failures, 10));
      log.error(`${name} failed`, { failures, wait_ms: wait, reason: reasonOf(error) });
    }
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}
