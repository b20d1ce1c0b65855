import type { SpendReport } from './schema.ts';

/** What the orders of one day that are settled are worth, and cost; minor units. */
export interface DayOfSpend {
  day: string;
  cost: number;
  settled: number;
}

/** The last tranche is this part of all cost, and an interval needs so many days. */
const TRANCHE = 0.25;
const FEWEST_DAYS = 5;
/** Student's t for 95 %, two-sided, by degrees of freedom; the normal distribution's beyond. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086,
];

/**
 * What the last quarter of the cost brought, per unit: days in order, from the end back until a quarter of the cost is
 * reached (whole days, so it may be more). The interval is that of a ratio of sums over the days on which anything was
 * settled: s² of settled − R·cost per day, by Student's t. It says how much such days vary, not that more money would
 * bring the same. Null where all cost is on one day, or none, and while nothing is settled: fees alone are no return.
 */
export function marginalReturn(days: readonly DayOfSpend[]): SpendReport['marginal'] {
  const ordered = days
    .filter(({ cost, settled }) => cost !== 0 || settled !== 0)
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const whole = ordered.reduce((sum, { cost }) => sum + cost, 0);
  const nothing = ordered.every(({ settled }) => settled === 0);
  if (nothing || whole <= 0 || ordered.filter(({ cost }) => cost > 0).length < 2) return null;
  const last: DayOfSpend[] = [];
  let cost = 0;
  for (const day of ordered.toReversed()) {
    if (cost >= whole * TRANCHE) break;
    last.push(day);
    cost += day.cost;
  }
  const settled = last.reduce((sum, day) => sum + day.settled, 0);
  const roas = settled / cost;
  const margin = last.length < FEWEST_DAYS ? null : marginOf(last, roas);
  return {
    roas,
    low: margin === null ? null : Math.max(0, roas - margin),
    high: margin === null ? null : roas + margin,
    cost,
    settled,
    days: last.length,
  };
}

function marginOf(days: readonly DayOfSpend[], roas: number): number {
  const n = days.length;
  const squares = days.reduce((sum, { cost, settled }) => sum + (settled - roas * cost) ** 2, 0);
  const cost = days.reduce((sum, day) => sum + day.cost, 0);
  return ((T95[n - 2] ?? 1.96) * Math.sqrt((n / (n - 1)) * squares)) / cost;
}
