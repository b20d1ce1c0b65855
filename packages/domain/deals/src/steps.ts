export interface Step {
  /** What lies above it is paid by `value`. */
  from: number;
  value: number;
}

/** A rate that rises as a figure grows. Retroactive: the step reached is for everything, not for what is above it. */
export interface Stepped {
  base: number;
  retroactive: boolean;
  steps: readonly Step[];
}

/**
 * Whether `a` pays at least as much as `b` at every figure, both for the next unit and in all. Rates only rise, and what
 * is paid is a straight line between steps, so it is enough to look at nothing and at each step. In BigInt: figure × rate
 * passes 2^53.
 */
export function coversSteps(a: Stepped, b: Stepped): boolean {
  const points = [0, ...a.steps.map(({ from }) => from), ...b.steps.map(({ from }) => from)];
  return points.every(
    (point) => rateAt(a, point) >= rateAt(b, point) && paidAt(a, point) >= paidAt(b, point),
  );
}

/** The rate from this figure on. */
function rateAt({ base, steps }: Stepped, point: number): number {
  return steps.findLast(({ from }) => from <= point)?.value ?? base;
}

/** What is paid for the whole figure. */
function paidAt(of: Stepped, point: number): bigint {
  if (of.retroactive) return BigInt(point) * BigInt(rateAt(of, point));
  const levels = [{ from: 0, value: of.base }, ...of.steps];
  return levels.reduce((sum, { from, value }, index) => {
    const until = Math.min(point, levels[index + 1]?.from ?? point);
    return until > from ? sum + BigInt(until - from) * BigInt(value) : sum;
  }, 0n);
}
