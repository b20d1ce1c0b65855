import { randomInt } from 'node:crypto';

/** When visitors last clicked. */
export interface Repeats {
  /** The visitor's last click on the link, if it is remembered. */
  last(visitor: string, linkNo: number): Date | null;
  note(visitor: string, linkNo: number, at: Date): void;
}

/**
 * One half of what is remembered: an open-addressed table of numbers, so that there is nothing to collect. A key and its
 * time are neighbours: both come with one trip to memory, which is most of what a look costs.
 */
class Half {
  /** Key, time, key, time, … */
  #pairs: Float64Array;
  count = 0;

  constructor(entries: number) {
    // Half of the places stay empty: a search then ends after one or two.
    this.#pairs = new Float64Array(2 * 2 ** Math.ceil(Math.log2(entries * 2)));
  }

  /** Milliseconds since 1970, 0 for none. */
  get(key: number): number {
    return this.#pairs[this.#placeOf(key) + 1] ?? 0;
  }

  set(key: number, time: number): void {
    const place = this.#placeOf(key);
    if (this.#pairs[place] === 0) this.count += 1;
    this.#pairs[place] = key;
    this.#pairs[place + 1] = time;
  }

  clear(): void {
    this.#pairs.fill(0);
    this.count = 0;
  }

  /** Where the key is, or the empty place where it would be. The low bits choose: a remainder of 52 bits is slow. */
  #placeOf(key: number): number {
    const mask = this.#pairs.length - 1;
    let place = ((key | 0) << 1) & mask;
    while (this.#pairs[place] !== 0 && this.#pairs[place] !== key) place = (place + 2) & mask;
    return place;
  }
}

/**
 * Remembers the newest `max` visitors per link, at least half of them at any time; a forgotten one counts once more,
 * which is the kinder mistake. Sixteen bytes a place, and no object: it is asked and told on every click.
 */
export function openRepeats(max = 200_000): Repeats {
  const entries = Math.ceil(max / 2);
  let newer = new Half(entries);
  let older = new Half(entries);
  // Nobody who does not know it can make a visitor whose key is another one's.
  const seed = randomInt(2 ** 32);

  return {
    last(visitor, linkNo) {
      const key = keyOf(visitor, linkNo, seed);
      const time = newer.get(key) || older.get(key);
      return time === 0 ? null : new Date(time);
    },
    note(visitor, linkNo, at) {
      if (newer.count >= entries) {
        [newer, older] = [older, newer];
        newer.clear();
      }
      newer.set(keyOf(visitor, linkNo, seed), at.getTime());
    },
  };
}

/** 52 bits of visitor and link, never 0: two of FNV's, with different primes. Among 200,000 two meet once in 200,000 starts. */
function keyOf(visitor: string, linkNo: number, seed: number): number {
  let high = seed ^ linkNo;
  let low = ~seed ^ linkNo;
  for (let at = 0; at < visitor.length; at++) {
    const code = visitor.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ code, 0x85ebca6b);
    low ^= low >>> 13;
  }
  high ^= high >>> 15;
  return (high >>> 0) * 2 ** 20 + (low >>> 12) || 1;
}
