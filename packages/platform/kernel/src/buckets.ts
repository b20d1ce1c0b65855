import { LRUCache } from 'lru-cache';

/** A bucket of `burst`, filled by `perSecond`. */
export interface Limit {
  perSecond: number;
  burst: number;
}

interface Taken {
  ok: boolean;
  /** Calls that could be made at once. */
  left: number;
  /** Seconds until the bucket is full again. */
  reset: number;
  /** Seconds until as much could be taken; 0 when it was. */
  wait: number;
}

/** Token buckets by name, of one process. A name that is forgotten has a full one again: nobody is refused for that. */
export function openBuckets(now: () => number = () => performance.now()) {
  const buckets = new LRUCache<string, { tokens: number; at: number }>({ max: 50_000 });
  return function take(name: string, { perSecond, burst }: Limit, count: number): Taken {
    const at = now();
    const before = buckets.get(name) ?? { tokens: burst, at };
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1_000) * perSecond);
    const ok = tokens >= count;
    const left = ok ? tokens - count : tokens;
    buckets.set(name, { tokens: left, at });
    return {
      ok,
      left: Math.floor(left),
      reset: Math.ceil((burst - left) / perSecond),
      wait: ok ? 0 : Math.ceil((count - tokens) / perSecond),
    };
  };
}
