import { allocate, mulDiv } from '@kolony/kernel';

/** How much of each line of an order was refunded, minor units of the order's currency. */
export interface RefundedLine {
  amount: number;
  refunded: number;
}

/**
 * What is left of an outlay once `lines` were refunded so far, in total and not per refund: each line weighs what it
 * contributed, its refunded part is rounded half away from zero, and so is the sum. The pieces of several refunds
 * therefore always sum exactly, and a full refund leaves nothing.
 */
export function netOutlay(
  outlay: number,
  contributed: readonly number[],
  lines: readonly RefundedLine[],
): number {
  const total = contributed.reduce((sum, amount) => sum + amount, 0);
  if (total === 0 || outlay === 0) return outlay;
  const gone = contributed.reduce((sum, amount, at) => {
    const line = lines[at];
    return line && line.amount > 0 ? sum + mulDiv(amount, line.refunded, line.amount) : sum;
  }, 0);
  return outlay - mulDiv(outlay, gone, total);
}

/** Every party's part of what is left: Σ parts = the outlay, for every order and every reversal. */
export function netLegs(outlay: number, sharesBp: readonly number[]): number[] {
  return allocate(outlay, sharesBp);
}

/** What is left of a deal's part of an order: the order's refunded part is taken in proportion. */
export function netBase(base: number, order: { amount: number; refunded: number }): number {
  return base - mulDiv(base, order.refunded, order.amount);
}
