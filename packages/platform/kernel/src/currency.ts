// Stands apart from money.ts so that a browser gets exponents and decimal text without a schema library.

/**
 * Minor-unit exponents, ISO 4217:2015 table A.1. A currency that is not listed cannot be used:
 * guessing "2" is how zero-decimal currencies end up wrong by a factor of 100.
 */
const EXPONENTS = {
  AUD: 2,
  BHD: 3,
  BRL: 2,
  CAD: 2,
  CHF: 2,
  CNY: 2,
  DKK: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  IDR: 2,
  INR: 2,
  JPY: 0,
  KRW: 0,
  KWD: 3,
  MXN: 2,
  MYR: 2,
  NOK: 2,
  NZD: 2,
  PHP: 2,
  SEK: 2,
  SGD: 2,
  THB: 2,
  TWD: 2,
  USD: 2,
  VND: 0,
} as const;

export type CurrencyCode = keyof typeof EXPONENTS;
export const CURRENCY_CODES = Object.keys(EXPONENTS) as CurrencyCode[];

export function exponentOf(currency: CurrencyCode): number {
  return EXPONENTS[currency];
}

/** `12345`, `CNY` → `"123.45"`; `JPY` → `"12345"`. For files and logs; screens format by locale. */
export function toDecimal(amount: number, currency: CurrencyCode): string {
  const exponent = exponentOf(currency);
  const sign = amount < 0 ? '-' : '';
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Parses what a person typed ("1,234.5") into minor units; null when it is not an amount of that currency. */
export function fromDecimal(text: string, currency: CurrencyCode): number | null {
  const exponent = exponentOf(currency);
  const match = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const fraction = match[3] ?? '';
  if (fraction.length > exponent) return null;
  const value = Number((match[2] ?? '').replaceAll(',', '') + fraction.padEnd(exponent, '0'));
  if (!Number.isSafeInteger(value)) return null;
  return match[1] && value !== 0 ? -value : value;
}
