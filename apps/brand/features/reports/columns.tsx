'use client';
import type { CurrencyCode } from '@kolony/kernel/currency';
import { DateText, Money, Num } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { type EarlierOf, type MoneyStyle, type Pair, useBeside } from './beside.tsx';
import { type Metric, Rate, Times } from './metric.tsx';

interface Named<Row> {
  id: string;
  header: string;
  of(row: Row): number | null;
}

/** Which way of a metric is good; the others are only more or less. */
const GOOD: Partial<Record<string, 'up' | 'down'>> = {
  roi: 'up',
  roas: 'up',
  marginal: 'up',
  aov: 'up',
  conversion: 'up',
  placed: 'up',
  paid: 'up',
  completed: 'up',
  settled: 'up',
  kept: 'up',
  clicks: 'up',
  orders: 'up',
  settledOrders: 'up',
  cpa: 'down',
  refundRate: 'down',
  refunded: 'down',
} satisfies Partial<Record<Metric, 'up' | 'down'>>;

/**
 * Columns that most tables of reports have, each sorted by its figure; null is a dash. With `earlier`, every figure has
 * beside it what it was and how it moved.
 */
export function useColumns<Row>(currency: CurrencyCode, earlier: EarlierOf<Row> = null) {
  const t = useTranslations('reports.metrics');
  const beside = useBeside(currency);
  const shown = (
    { id, header, of }: Named<Row>,
    write: (value: number) => ReactNode,
    stand: (pair: Pair) => ReactNode,
  ) => ({
    id,
    header,
    numeric: true,
    sortValue: of,
    cell: (row: Row) => {
      const now = of(row);
      const value = now === null ? '–' : write(now);
      if (!earlier) return value;
      const was = earlier(row);
      return (
        // One element: on a phone a cell is a row of its label and its value.
        <span>
          {value}
          <span className="block">{stand({ now, before: was && of(was), good: GOOD[id] })}</span>
        </span>
      );
    },
  });
  const count = (named: Named<Row>) => shown(named, (value) => <Num value={value} />, beside.count);
  const money = (named: Named<Row>, style?: MoneyStyle) =>
    shown(
      named,
      (amount) => <Money amount={amount} currency={currency} {...(style ? { style } : {})} />,
      (pair) => beside.money(pair, style),
    );
  const rate = (named: Named<Row>, digits = 1) =>
    shown(named, (ratio) => <Rate ratio={ratio} digits={digits} />, beside.share);
  const times = (named: Named<Row>) => shown(named, (value) => <Times value={value} />, beside.times);
  const named = (id: Metric, of: (row: Row) => number | null) => ({ id, header: t(`${id}.label`), of });
  return {
    count,
    money,
    rate,
    /** Written in its own way, as a duration is. */
    said: (named: Named<Row>, say: (value: number) => string) =>
      shown(named, say, (pair) => beside.said(pair, say)),
    /** Of what reports define: the header says which. */
    counted: (id: Metric, of: (row: Row) => number | null) => count(named(id, of)),
    paid: (id: Metric, of: (row: Row) => number | null, style?: MoneyStyle) => money(named(id, of), style),
    rated: (id: Metric, of: (row: Row) => number | null, digits?: number) => rate(named(id, of), digits),
    timed: (id: Metric, of: (row: Row) => number | null) => times(named(id, of)),
    day: ({ id, header, of }: { id: string; header: string; of(row: Row): Date | null }) => ({
      id,
      header,
      sortValue: (row: Row) => of(row)?.getTime() ?? null,
      cell: (row: Row) => {
        const at = of(row);
        return at === null ? '–' : <DateText at={at} style="date" />;
      },
    }),
  };
}

/** `of` by `by`, null where there is nothing to divide by. */
export const ratio = (of: number, by: number): number | null => (by > 0 ? of / by : null);
