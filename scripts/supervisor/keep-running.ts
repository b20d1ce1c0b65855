import { setTimeout as sleep } from 'node:timers/promises';

/** One life of a kept process. */
export interface Running {
  readonly pid: number;
  /** Settles when it has ended, with the reason in words (`exit 1`, `SIGKILL`); never rejects. */
  readonly exited: Promise<string>;
  /** Ends it in order: asks, waits, insists. Settles when it is gone. */
  stop(): Promise<void>;
}

export interface Startable {
  name: string;
  start(): Promise<Running>;
}

export interface KeepEvents {
  started(name: string, pid: number): void;
  /** `againIn` is the back-off in milliseconds. */
  ended(name: string, reason: string, againIn: number): void;
}

export interface Kept {
  readonly name: string;
  /** The present life's pid; undefined between two lives. */
  pid(): number | undefined;
  /** How often it had to be started again. */
  restarts(): number;
  stop(): Promise<void>;
}

const FIRST_BACK_OFF = 200;
const LONGEST_BACK_OFF = 10_000;
/** A life this long was a good one: the next back-off begins at the first again. */
const GOOD_LIFE = 30_000;

/**
 * Starts a process and starts it again whenever it ends, with a doubling back-off, until stopped.
 * Settles when it runs for the first time; a first start that fails is thrown, later ones are tried again.
 */
export async function keepRunning(startable: Startable, events: KeepEvents): Promise<Kept> {
  const { name } = startable;
  const stopping = new AbortController();
  let restarts = 0;
  let backOff = FIRST_BACK_OFF;
  let life: Running | undefined = await startable.start();
  events.started(name, life.pid);

  const watch = async () => {
    let bornAt = Date.now();
    let reason = await life?.exited;
    while (!stopping.signal.aborted) {
      life = undefined;
      if (Date.now() - bornAt >= GOOD_LIFE) backOff = FIRST_BACK_OFF;
      events.ended(name, reason ?? 'did not start', backOff);
      await sleep(backOff, undefined, { signal: stopping.signal }).catch(() => undefined);
      backOff = Math.min(backOff * 2, LONGEST_BACK_OFF);
      if (stopping.signal.aborted) return;
      restarts++;
      bornAt = Date.now();
      try {
        life = await startable.start();
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
        continue;
      }
      events.started(name, life.pid);
      // Stopped while it was starting: stop() waits for this watch and then ends the newborn.
      if (stopping.signal.aborted) return;
      reason = await life.exited;
    }
  };
  const watching = watch();

  return {
    name,
    pid: () => life?.pid,
    restarts: () => restarts,
    async stop() {
      stopping.abort();
      const present = life;
      await present?.stop();
      await watching;
      // Born while we were waiting.
      if (life !== present) await life?.stop();
    },
  };
}
