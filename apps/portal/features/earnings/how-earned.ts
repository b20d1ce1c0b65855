import type { Commission, CommissionSource } from '@kolony/commissions/schema';

/**
 * Which sentence says how the whole outlay came about. The multiplication is claimed only where it holds: a cap, a
 * minimum or several rates make another amount of the same base, and the tree below then says which.
 */
export function howOf({
  source,
  base,
  rateBp,
  outlay,
}: Pick<Commission, 'source' | 'base' | 'rateBp' | 'outlay'>): CommissionSource | 'rate' {
  if (source !== 'order' || rateBp === null) return source;
  return Math.abs(outlay - (base * rateBp) / 10_000) <= 0.5 ? 'rate' : 'order';
}
