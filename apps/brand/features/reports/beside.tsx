'use client';
import { changeOf, pointsOf } from '@kolony/kernel/change';
import type { CurrencyCode } from '@kolony/kernel/currency';
import { Delta, formatDay, formatMoney, formatNum, formatPercent, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';

export type MoneyStyle = 'whole' | 'compact';

export interface Pair {
  now: number | null;
  /** Of the compared days; undefined: there was no such row. */
  before: number | null | undefined;
  /** Which way is good; neither for what is only more or less. */
  good?: 'up' | 'down' | undefined;
}

/** What a figure was in the compared days and how it moved, each kind of figure in its own way. */
export function useBeside(currency: CurrencyCode) {
  const { locale } = useUi();
  return {
    count: (pair: Pair) => <Beside {...pair} say={(value) => formatNum(value, locale)} />,
    money: (pair: Pair, style?: MoneyStyle) => (
      <Beside
        {...pair}
        say={(value) => formatMoney(value, { currency, locale, ...(style ? { style } : {}) })}
      />
    ),
    times: (pair: Pair) => (
      <Beside {...pair} say={(value) => `${formatNum(value, locale, { digits: 2 })}×`} />
    ),
    share: (pair: Pair) => (
      <Beside {...pair} share say={(value) => formatPercent(value, locale, { digits: 1 })} />
    ),
    /** For what is written in its own way, as a duration is. */
    said: (pair: Pair, say: (value: number) => string) => <Beside {...pair} say={say} />,
  };
}

function Beside({
  now,
  before,
  good,
  say,
  share = false,
}: Pair & { say(value: number): string; share?: boolean }) {
  const t = useTranslations('reports.beside');
  const { locale } = useUi();
  const moved = share ? pointsOf(now, before) : changeOf(now, before);
  // As finely as it is written: what reads 0 % has not moved, and is no -0.
  const by = moved === 'new' ? 1 : Math.round((moved ?? 0) * (share ? 10_000 : 1_000)) + 0;
  const text =
    moved === null
      ? '–'
      : moved === 'new'
        ? t('new')
        : share
          ? t('points', { points: `${by > 0 ? '+' : ''}${formatNum(by / 100, locale, { digits: 2 })}` })
          : formatPercent(moved, locale, { digits: 1, signed: true });
  return (
    <span className="text-sm font-normal text-muted tabular-nums">
      <Delta
        text={text}
        direction={by > 0 ? 'up' : by < 0 ? 'down' : 'flat'}
        good={good && by !== 0 ? by > 0 === (good === 'up') : undefined}
      />{' '}
      {typeof before === 'number' && (
        <span className="whitespace-nowrap">{t('was', { value: say(before) })}</span>
      )}
    </span>
  );
}

/** Which row of the compared days is the same as one of the asked ones; null where nothing is compared. */
export type EarlierOf<Row> = ((row: Row) => Row | undefined) | null;

export function earlierOf<Row>(
  rows: readonly Row[] | undefined,
  nameOf: (row: Row) => string,
): EarlierOf<Row> {
  if (!rows) return null;
  const named = new Map(rows.map((row) => [nameOf(row), row]));
  return (row) => named.get(nameOf(row));
}

/** A KOL's row is the KOL's, whatever it is called. */
export const kolOf = ({ kolId }: { kolId: string }): string => kolId;

/** Says once which days stand beside the asked ones, and how. */
export function ComparedDays({ earlier }: { earlier: { period: { from: string; to: string } } | null }) {
  const t = useTranslations('reports.beside');
  const { locale } = useUi();
  if (!earlier) return null;
  const { from, to } = earlier.period;
  return (
    <p className="mb-4 text-sm text-muted">
      {t('about', { from: formatDay(from, locale), to: formatDay(to, locale) })}
    </p>
  );
}
