'use client';
import type { Currency } from '@kolony/kernel';
import { formatMoney, formatNum, formatPercent, type MoneyFormat } from './format.ts';
import { useUi } from './ui-provider.tsx';

/** `amount` in integer minor units; always shown with its currency. */
export function Money({
  amount,
  currency,
  style,
  signed,
}: {
  amount: number;
  currency: Currency;
  style?: MoneyFormat['style'];
  signed?: boolean;
}) {
  const { locale } = useUi();
  const full = formatMoney(amount, { currency, locale, signed });
  const text = style ? formatMoney(amount, { currency, locale, style, signed }) : full;
  return (
    <span className="whitespace-nowrap tabular-nums" title={text === full ? undefined : full}>
      {text}
    </span>
  );
}

/** `ratio` 0.15 → 15%. */
export function Percent({ ratio, digits, signed }: { ratio: number; digits?: number; signed?: boolean }) {
  const { locale } = useUi();
  return (
    <span className="whitespace-nowrap tabular-nums">{formatPercent(ratio, locale, { digits, signed })}</span>
  );
}

/** `compact` says 1.2万 to Chinese readers and 12K to English ones, with the full figure on hover. */
export function Num({ value, compact, digits }: { value: number; compact?: boolean; digits?: number }) {
  const { locale } = useUi();
  const full = formatNum(value, locale, { digits });
  const text = compact ? formatNum(value, locale, { compact, digits }) : full;
  return (
    <span className="whitespace-nowrap tabular-nums" title={text === full ? undefined : full}>
      {text}
    </span>
  );
}
