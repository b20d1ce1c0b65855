import { CAUSES, type Cause } from './shapes/overview.ts';

/** One KOL's way from a click to money: counts, and value as placed or as settled in minor units. */
export interface Chain {
  clicks: number;
  orders: number;
  placed: number;
  /** Unset where the change of what was placed is asked. */
  settled?: number;
}

/** What each cause contributed to a change, in fractions of minor units that sum to it. */
export type Causes = Partial<Record<Cause, number>>;

/**
 * Why one KOL's value changed: the additive log-mean Divisia decomposition (LMDI-I; Ang 2004) of
 * value = clicks × orders ÷ clicks × placed ÷ orders × settled ÷ placed. Each factor has L(after, before) × ln(its
 * ratio), L the logarithmic mean; that leaves no residual and does not depend on the order of the factors. Where
 * something is zero on one side, the limit is taken: the first factor that vanishes has all of it.
 */
export function causesOf(before: Chain, after: Chain): Causes {
  const [was, is] = [levelsOf(before, after), levelsOf(after, before)];
  const delta = (is.at(-1)?.value ?? 0) - (was.at(-1)?.value ?? 0);
  if (delta === 0 && is.every(({ value }, at) => value > 0 && value === was[at]?.value)) return {};
  const broken = is.findIndex(({ value }, at) => value === 0 || was[at]?.value === 0);
  if (broken === 0) return delta === 0 ? {} : { [delta > 0 ? 'joined' : 'left']: delta };
  if (broken > 0) return delta === 0 ? {} : { [is[broken]?.cause ?? 'kept']: delta };
  const mean = logMean(is.at(-1)?.value ?? 0, was.at(-1)?.value ?? 0);
  const causes: Causes = {};
  for (const [at, { cause, value }] of is.entries()) {
    const factor = value / (is[at - 1]?.value ?? 1);
    const earlier = (was[at]?.value ?? 1) / (was[at - 1]?.value ?? 1);
    causes[cause] = mean * Math.log(factor / earlier);
  }
  return causes;
}

/** The steps of a chain; without clicks on either side orders come by code, and begin it. */
function levelsOf(chain: Chain, other: Chain): { cause: Cause; value: number }[] {
  const byCode = (one: Chain) => one.clicks === 0 && one.orders > 0;
  const first: { cause: Cause; value: number }[] =
    byCode(chain) || byCode(other)
      ? [{ cause: 'orders', value: chain.orders }]
      : [
          { cause: 'clicks', value: chain.clicks },
          { cause: 'conversion', value: chain.orders },
        ];
  return [
    ...first,
    { cause: 'orderValue', value: chain.placed },
    ...(chain.settled === undefined ? [] : [{ cause: 'kept' as const, value: chain.settled }]),
  ];
}

function logMean(a: number, b: number): number {
  return a === b ? a : (a - b) / Math.log(a / b);
}

/** Sums of causes in whole minor units that sum to `delta` exactly (largest remainder); those of nothing are left out. */
export function wholeCauses(all: readonly Causes[], delta: number): { cause: Cause; amount: number }[] {
  const sums = CAUSES.map((cause) => all.reduce((sum, one) => sum + (one[cause] ?? 0), 0));
  const amounts = wholeParts(sums, delta);
  return CAUSES.map((cause, at) => ({ cause, amount: amounts[at] ?? 0 })).filter(
    ({ amount }) => amount !== 0,
  );
}

/** Fractions of either sign as whole numbers that sum to `total`; the largest remainders are rounded up. */
export function wholeParts(parts: readonly number[], total: number): number[] {
  const whole = parts.map((part) => Math.floor(part));
  let left = total - whole.reduce((sum, part) => sum + part, 0);
  const order = parts
    .map((part, at) => ({ at, remainder: part - Math.floor(part) }))
    .sort((a, b) => b.remainder - a.remainder || a.at - b.at);
  for (const { at } of order) {
    if (left <= 0) break;
    whole[at] = (whole[at] ?? 0) + 1;
    left -= 1;
  }
  return whole;
}

/** The cause that moved most; null where nothing moved. */
export function mainCause(causes: Causes): Cause | null {
  const [main] = CAUSES.filter((cause) => (causes[cause] ?? 0) !== 0).sort(
    (a, b) => Math.abs(causes[b] ?? 0) - Math.abs(causes[a] ?? 0),
  );
  return main ?? null;
}
