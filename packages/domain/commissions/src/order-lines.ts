import { allocate, type Currency, mulDiv } from '@kolony/kernel';
import { exponentOf } from '@kolony/kernel/currency';
import type { RefundedLine } from './net.ts';
import type { Fx, OrderItem } from './schema.ts';

/** One line of an order as pricing sees it; the lines always sum to the order's amount. */
export interface OrderLine {
  sku: string;
  category: string | null;
  /** Minor units of the order's currency. */
  amount: number;
}

/**
 * An order's lines. Without items the order is one line. Items whose totals are not the commissionable amount (a
 * discount on the whole order) carry it in proportion, to the minor unit.
 */
export function linesOf({ amount, items }: { amount: number; items: readonly OrderItem[] }): OrderLine[] {
  const totals = items.map((item) => item.amount);
  if (totals.reduce((sum, total) => sum + total, 0) === 0) return [{ sku: '', category: null, amount }];
  const parts = allocate(amount, totals);
  return items.map(({ sku, category = null }, index) => ({ sku, category, amount: parts[index] ?? 0 }));
}

/** A deal's part of an order's worth, told by line in proportion to what is left of each, to the minor unit. */
export function partByLine(part: number, lines: readonly RefundedLine[]): number[] {
  const left = lines.map(({ amount, refunded }) => amount - refunded);
  return left.some((amount) => amount > 0) ? allocate(part, left) : left;
}

/**
 * An amount in another currency, by a decimal rate between whole units ("7.1234" CNY for one USD), rounded half away
 * from zero to minor units of the target. Exact: the rate is taken digit by digit, exponents by ISO 4217.
 */
export function convert(amount: number, { from, fx }: { from: Currency; fx: Fx }): number {
  const [whole = '0', fraction = ''] = fx.rate.split('.');
  const digits = Number(`${whole}${fraction}`);
  const exponent = exponentOf(fx.currency) - exponentOf(from) - fraction.length;
  return exponent >= 0 ? mulDiv(amount, digits * 10 ** exponent, 1) : mulDiv(amount, digits, 10 ** -exponent);
}
