import { KolonyError } from '@kolony/kernel';
import { wantedUntil } from './while-wanted.ts';

interface Asked<T> {
  answer: Promise<T>;
  /** How many wait for it. */
  waiting: number;
  /** Aborted when nobody does. */
  abandoned: AbortController;
}

/**
 * One answer for all who ask the same at the same time: two pages that open at once cost one query. Whoever leaves
 * (`whileWanted`) gets `warehouse/left`; the question is given up when the last one has.
 */
export function openSharedAnswers<T>() {
  const asked = new Map<string, Asked<T>>();

  function begin(key: string, ask: (abandoned: AbortSignal) => Promise<T>): Asked<T> {
    const abandoned = new AbortController();
    const one = { answer: ask(abandoned.signal), waiting: 0, abandoned };
    asked.set(key, one);
    return one;
  }

  return {
    async get(key: string, ask: (abandoned: AbortSignal) => Promise<T>): Promise<T> {
      const signal = wantedUntil();
      if (signal?.aborted) throw left();
      const one = asked.get(key) ?? begin(key, ask);
      one.waiting += 1;
      try {
        return await (signal ? untilLeft(signal, one.answer) : one.answer);
      } finally {
        one.waiting -= 1;
        if (one.waiting === 0) {
          // Answered or abandoned; whoever comes now asks anew.
          asked.delete(key);
          one.abandoned.abort();
        }
      }
    },
  };
}

const left = () => new KolonyError('warehouse/left', 'unavailable');

function untilLeft<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(left());
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
