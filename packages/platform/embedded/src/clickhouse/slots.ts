import { exception } from './exception.ts';

/** How many statements run at once; the engine's threads, memory and this process's thread pool are sized by it. */
export const MAX_RUNNING = 24;
const MAX_WAITING = 1_000;

/** Turns at the engine, first come, first served. */
export interface Slots {
  /** Throws TOO_MANY_SIMULTANEOUS_QUERIES when the queue is full, and the signal's reason when it is aborted first. */
  take(signal: AbortSignal): Promise<{ [Symbol.dispose](): void }>;
}

export function openSlots(): Slots {
  let free = MAX_RUNNING;
  const waiting = new Set<() => void>();
  const slot = () => ({
    [Symbol.dispose]() {
      const [next] = waiting;
      if (next) next();
      else free++;
    },
  });
  return {
    async take(signal) {
      signal.throwIfAborted();
      if (free > 0) {
        free--;
        return slot();
      }
      if (waiting.size >= MAX_WAITING)
        throw exception(202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'Too many simultaneous queries');
      return new Promise((resolve, reject) => {
        const next = () => {
          leave();
          resolve(slot());
        };
        const abort = () => {
          leave();
          reject(signal.reason);
        };
        const leave = () => {
          waiting.delete(next);
          signal.removeEventListener('abort', abort);
        };
        waiting.add(next);
        signal.addEventListener('abort', abort);
      });
    },
  };
}
