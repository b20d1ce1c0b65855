import { z } from 'zod';
import { CURRENCY_CODES, type CurrencyCode } from './currency.ts';
import { KolonyError } from './errors.ts';

export type Currency = CurrencyCode;
export const CURRENCIES = CURRENCY_CODES;
export const Currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);

/** An amount in integer minor units (分, cents, yen). Never a float, always within ±(2^53 − 1). */
export const Minor = z.int();
export const PositiveMinor = z.int().positive();

/** Narrows what a driver returned for a BIGINT column; throws `kernel/unsafe_integer` beyond ±(2^53 − 1). */
export function minor(value: bigint | number | string): number {
  const n = Number(value);
  if (!Number.isSafeInteger(n))
    throw new KolonyError('kernel/unsafe_integer', 'internal', { value: String(value) });
  return n;
}

/**
 * `amount × numerator ÷ denominator`, rounded half away from zero, computed in BigInt so that no product overflows.
 * Example: `mulDiv(20_000, 1_500, 10_000)` = 3_000 (15 % of ¥200.00 is ¥30.00).
 */
export function mulDiv(amount: number, numerator: number, denominator: number): number {
  if (denominator === 0) throw new KolonyError('kernel/division_by_zero', 'internal');
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const negative = product < 0n !== divisor < 0n;
  const p = product < 0n ? -product : product;
  const d = divisor < 0n ? -divisor : divisor;
  const rounded = (2n * p + d) / (2n * d);
  return minor(negative ? -rounded : rounded);
}

/**
 * Splits `total` by `weights` so that the parts sum to `total` exactly (largest remainder, ties to the earlier part).
 * A negative total mirrors the positive split, so a refund's parts cancel the original's to the cent.
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  if (weights.length === 0 || weights.some((w) => !Number.isSafeInteger(w) || w < 0))
    throw new KolonyError('kernel/bad_weights', 'internal', { weights: weights.join(',') });
  if (total < 0) return allocate(-total, weights).map((part) => (part === 0 ? 0 : -part));
  const sum = weights.reduce((a, w) => a + BigInt(w), 0n);
  if (sum === 0n) throw new KolonyError('kernel/bad_weights', 'internal', { weights: weights.join(',') });
  const shares = weights.map((w, index) => {
    const product = BigInt(total) * BigInt(w);
    return { index, part: Number(product / sum), remainder: product % sum };
  });
  let left = total - shares.reduce((a, s) => a + s.part, 0);
  for (const share of [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0) break;
    share.part += 1;
    left -= 1;
  }
  return shares.map((s) => s.part);
}
