import type { Currency } from '@kolony/kernel';
import { exponentOf } from '@kolony/kernel/currency';

const cache = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, options);
  cache.set(key, made);
  return made;
}

export interface MoneyFormat {
  currency: Currency;
  locale: string;
  /** `auto` shows the minor digits; `compact` shortens (¥1.2万, $12K); `whole` drops minor digits. */
  style?: 'auto' | 'compact' | 'whole';
  /** Show + before gains. */
  signed?: boolean;
}

/**
 * An amount in minor units as people write it. The decimal text is built from the integer, so no float is ever
 * formatted: `formatMoney(1234567, { currency: 'CNY', locale: 'zh-CN' })` → `¥12,345.67`.
 */
export function formatMoney(amount: number, format: MoneyFormat): string {
  const exponent = exponentOf(format.currency);
  const digits = String(Math.abs(amount)).padStart(exponent + 1, '0');
  const decimal = exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
  const style = format.style ?? 'auto';
  const fraction = style === 'auto' ? exponent : style === 'whole' ? 0 : 1;
  const formatter = numberFormat(format.locale, {
    style: 'currency',
    currency: format.currency,
    currencyDisplay: 'narrowSymbol',
    ...(style === 'compact' ? { notation: 'compact' } : {}),
    minimumFractionDigits: style === 'auto' ? exponent : 0,
    maximumFractionDigits: fraction,
    signDisplay: format.signed ? 'exceptZero' : 'auto',
  });
  // NumberFormat takes exact decimal strings (ES2023), typed as StringNumericLiteral.
  return formatter.format(`${amount < 0 ? '-' : ''}${decimal}` as Intl.StringNumericLiteral);
}

/** `12345` → `12,345`; compact: `12K`, in Chinese `1.2万`. */
export function formatNum(
  value: number,
  locale: string,
  options: { compact?: boolean; digits?: number } = {},
): string {
  return numberFormat(locale, {
    ...(options.compact ? { notation: 'compact' as const } : {}),
    maximumFractionDigits: options.digits ?? (options.compact ? 1 : 0),
  }).format(value);
}

/** `ratio` 0.0067 → `0.67%`. */
export function formatPercent(
  ratio: number,
  locale: string,
  options: { digits?: number; signed?: boolean } = {},
): string {
  return numberFormat(locale, {
    style: 'percent',
    maximumFractionDigits: options.digits ?? 2,
    signDisplay: options.signed ? 'exceptZero' : 'auto',
  }).format(ratio);
}

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 minutes ago", "in 2 days"; under a minute "now". Both times are epoch milliseconds. */
export function formatRelative(at: number, now: number, locale: string): string {
  const seconds = (at - now) / 1000;
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, size] of STEPS)
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  return relative.format(0, 'second');
}

export type DateStyle = 'date' | 'datetime' | 'time' | 'day' | 'exact';

const DATE_STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  day: { month: 'short', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  datetime: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  },
  exact: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
    timeZoneName: 'short',
  },
};

export function formatDate(
  at: number,
  style: DateStyle,
  where: { locale: string; timeZone: string },
): string {
  return new Intl.DateTimeFormat(where.locale, { ...DATE_STYLES[style], timeZone: where.timeZone }).format(
    at,
  );
}

/** A report's day bucket (`YYYY-MM-DD`, already in the report's zone) as "Nov 23" or "11月23日". */
export function formatDay(day: string, locale: string): string {
  return formatDate(Date.parse(`${day}T12:00:00Z`), 'day', { locale, timeZone: 'UTC' });
}
