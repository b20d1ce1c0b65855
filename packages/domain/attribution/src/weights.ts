import type { AttributionModel } from '@kolony/campaigns/schema';
import { allocate } from '@kolony/kernel';

/** Half of the credit is gone after so long (product.md, "Attribution"). */
const HALF_LIFE_MS = 7 * 86_400_000;

/**
 * How the credit of one order is shared among its touches, oldest first, in basis points that sum to 10,000 (largest
 * remainder, ties to the earlier touch). `ages`: milliseconds from each touch to the order, ≥ 0.
 */
export function sharesOf(model: AttributionModel, ages: readonly number[]): number[] {
  return allocate(10_000, weightsOf(model, ages));
}

/** In what proportion touches share an order: integers ≥ 0, not all 0. `ages` as above. */
export function weightsOf(model: AttributionModel, ages: readonly number[]): number[] {
  const n = ages.length;
  switch (model) {
    case 'last_click':
      return ages.map((_, index) => (index === n - 1 ? 1 : 0));
    case 'first_click':
      return ages.map((_, index) => (index === 0 ? 1 : 0));
    case 'linear':
      return ages.map(() => 1);
    case 'time_decay':
      return ages.map(decayed);
    case 'position':
      return positions(n);
  }
}

/** 40 % the first, 40 % the last, 20 % evenly between; 50/50 for two, all for one. */
function positions(n: number): number[] {
  if (n <= 2) return Array.from({ length: n }, () => 1);
  const between = n - 2;
  return Array.from({ length: n }, (_, index) => (index === 0 || index === n - 1 ? 2 * between : 1));
}

const PRECISION = 60n;
const ONE = 1n << PRECISION;
const FRACTION_BITS = 40;
/** 2^(−1/2), 2^(−1/4), 2^(−1/8) … in fixed point: each is the square root of the one before. */
const ROOTS = Array.from({ length: FRACTION_BITS }).reduce<bigint[]>((roots) => {
  return [...roots, squareRoot((roots.at(-1) ?? ONE >> 1n) << PRECISION)];
}, []);

/**
 * 2^(−age ÷ half-life), scaled to an integer of at most 2^52. In integers throughout: no two machines round it
 * differently, and no floating point touches money.
 */
function decayed(age: number): number {
  const whole = Math.floor(age / HALF_LIFE_MS);
  let rest = BigInt(age - whole * HALF_LIFE_MS);
  let value = ONE >> BigInt(Math.min(whole, 59));
  for (const root of ROOTS) {
    rest *= 2n;
    if (rest < BigInt(HALF_LIFE_MS)) continue;
    rest -= BigInt(HALF_LIFE_MS);
    value = (value * root) >> PRECISION;
  }
  return Math.max(1, Number(value >> 8n));
}

function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << (BigInt(n.toString(2).length + 1) / 2n);
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
