import { KolonyError } from '@kolony/kernel';

/**
 * Runs at most `atOnce` pieces of work at a time, the others in the order they came; with `mayWait` waiting already,
 * throws `identity/busy`.
 */
export function turnstile({ atOnce, mayWait }: { atOnce: number; mayWait: number }) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running < atOnce) running += 1;
    else if (waiting.length >= mayWait) throw new KolonyError('identity/busy', 'unavailable');
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The place is handed on, not given up: a newcomer cannot slip in between.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
