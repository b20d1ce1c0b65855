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
 * Whether `a` pays at least as much as `b` at every figure, both for the next unit and in all. Between two steps both are
 * straight lines, so it is enough to look at each step, just before it and behind the last. In BigInt: figure × rate
 * passes 2^53.
 */
export function coversSteps(a: Stepped, b: Stepped): boolean {
  const points = [...new Set([...a.steps, ...b.steps].map(({ from }) => from))].sort((x, y) => x - y);
  if (rateAt(a, -1) < rateAt(b, -1)) return false;
  const last = (points.at(-1) ?? 0) + 1;
  return [...points, last].every((point) => {
    const inAll = (of: Stepped, before: boolean) => paidAt(of, { point, before });
    return (
      rateAt(a, point) >= rateAt(b, point) &&
      inAll(a, true) >= inAll(b, true) &&
      inAll(a, false) >= inAll(b, false)
    );
  });
}

/** The rate from this figure on. */
function rateAt({ base, steps }: Stepped, point: number): number {
  return steps.findLast(({ from }) => from <= point)?.value ?? base;
}

/** What is paid for the whole figure; `before` leaves the step at the figure itself unreached. */
function paidAt(of: Stepped, { point, before }: { point: number; before: boolean }): bigint {
  if (of.retroactive) return BigInt(point) * BigInt(rateAt(of, before ? point - 1 : point));
  const levels = [{ from: 0, value: of.base }, ...of.steps];
  return levels.reduce((sum, { from, value }, index) => {
    const until = Math.min(point, levels[index + 1]?.from ?? point);
    return until > from ? sum + BigInt(until - from) * BigInt(value) : sum;
  }, 0n);
}
