'use client';
import type { CurrencyCode } from '@kolony/kernel/currency';
import { DateText, Money, Num } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { type Metric, Rate } from './metric.tsx';

interface Named<Row> {
  id: string;
  header: string;
  of(row: Row): number | null;
}

/** Columns that most tables of reports have, each sorted by its figure; null is a dash. */
export function useColumns(currency: CurrencyCode) {
  const t = useTranslations('reports.metrics');
  const shown = <Row,>({ id, header, of }: Named<Row>, cell: (row: Row) => React.ReactNode) => ({
    id,
    header,
    numeric: true,
    sortValue: of,
    cell,
  });
  const count = <Row,>(named: Named<Row>) =>
    shown(named, (row: Row) => {
      const value = named.of(row);
      return value === null ? '–' : <Num value={value} />;
    });
  const money = <Row,>(named: Named<Row>) =>
    shown(named, (row: Row) => {
      const amount = named.of(row);
      return amount === null ? '–' : <Money amount={amount} currency={currency} />;
    });
  const rate = <Row,>(named: Named<Row>) => shown(named, (row: Row) => <Rate ratio={named.of(row)} />);
  const named = <Row,>(id: Metric, of: (row: Row) => number | null) => ({ id, header: t(`${id}.label`), of });
  return {
    count,
    money,
    rate,
    /** Of what reports define: the header says which. */
    counted: <Row,>(id: Metric, of: (row: Row) => number | null) => count(named(id, of)),
    paid: <Row,>(id: Metric, of: (row: Row) => number | null) => money(named(id, of)),
    rated: <Row,>(id: Metric, of: (row: Row) => number | null) => rate(named(id, of)),
    day: <Row,>({ id, header, of }: { id: string; header: string; of(row: Row): Date | null }) => ({
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
