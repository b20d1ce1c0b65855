import { z } from 'zod';
import { KolonyError } from './errors.ts';

/**
 * Minor-unit exponents, ISO 4217:2015 table A.1. A currency that is not listed cannot be used:
 * guessing "2" is how zero-decimal currencies end up wrong by a factor of 100.
 */
const EXPONENTS = {
  AUD: 2, BHD: 3, BRL: 2, CAD: 2, CHF: 2, CNY: 2, DKK: 2, EUR: 2, GBP: 2, HKD: 2, IDR: 2, INR: 2, JPY: 0, KRW: 0,
  KWD: 3, MXN: 2, MYR: 2, NOK: 2, NZD: 2, PHP: 2, SEK: 2, SGD: 2, THB: 2, TWD: 2, USD: 2, VND: 0,
} as const;

export type Currency = keyof typeof EXPONENTS;
export const CURRENCIES = Object.keys(EXPONENTS) as Currency[];
export const Currency = z.enum(CURRENCIES as [Currency, ...Currency[]]);

/** An amount in integer minor units (分, cents, yen). Never a float, always within ±(2^53 − 1). */
export const Minor = z.int();
export const PositiveMinor = z.int().positive();

export function exponentOf(currency: Currency): number {
  return EXPONENTS[currency];
}

/** Narrows what a driver returned for a BIGINT column; throws `kernel/unsafe_integer` beyond ±(2^53 − 1). */
export function minor(value: bigint | number | string): number {
  const n = Number(value);
  if (!Number.isSafeInteger(n)) throw new KolonyError('kernel/unsafe_integer', 'internal', { value: String(value) });
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
  for (const share of [...shares].sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))) {
    if (left === 0) break;
    share.part += 1;
    left -= 1;
  }
  return shares.map((s) => s.part);
}

/** `12345`, `CNY` → `"123.45"`; `JPY` → `"12345"`. For files and logs; screens format by locale. */
export function toDecimal(amount: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Parses what a person typed ("1,234.5") into minor units; null when it is not an amount of that currency. */
export function fromDecimal(text: string, currency: Currency): number | null {
  const exponent = exponentOf(currency);
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = match[3] ?? '';
  if (fraction.length > exponent) return null;
  const value = Number((match[2] ?? '').replaceAll(',', '') + fraction.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return match[1] && value !== 0 ? -value : value;
}
