'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, useUrlState, WHILE_SHOWN } from '@kolony/shell';
import {
  Button,
  Card,
  Dialog,
  EmptyState,
  formatMoney,
  Money,
  Num,
  Segmented,
  StatGroup,
  Table,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { PackageSearch } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions, MetricStat, Opens } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['products'];
type Row = Report['products'][number];
const GROUPS = ['products', 'categories'] as const;
type Group = (typeof GROUPS)[number];
const DRAWN = 10;

/** What sells, and what stays sold. */
export function ProductsScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.products.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="products" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Products report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Products({ report, ordersOf }: { report: Report; ordersOf?: OrdersOf }) {
  const t = useTranslations('reports.products');
  const [{ by }, set] = useUrlState({ by: 'products' });
  const group = GROUPS.find((one) => one === by) ?? 'products';
  const { total, currency, earlier } = report;
  const beside = useBeside(currency);
  const was = earlier?.total;
  if (report.products.length === 0 && !was?.orders)
    return <EmptyState icon={<PackageSearch />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <StatGroup columns={4}>
        <MetricStat
          metric="placed"
          value={
            <Opens href={ordersOf?.({ reached: 'placed' })}>
              <Money amount={total.placed} currency={currency} />
            </Opens>
          }
          beside={was && beside.money({ now: total.placed, before: was.placed, good: 'up' })}
          hint={t('counted', { orders: total.orders, products: report.productCount })}
        />
        <MetricStat
          metric="refunded"
          value={
            <Opens href={ordersOf?.({ reached: 'refunded' })}>
              <Money amount={total.refunded} currency={currency} />
            </Opens>
          }
          beside={was && beside.money({ now: total.refunded, before: was.refunded, good: 'down' })}
        />
        <MetricStat
          metric="kept"
          value={<Money amount={total.kept} currency={currency} />}
          beside={was && beside.money({ now: total.kept, before: was.kept, good: 'up' })}
        />
        <MetricStat
          metric="settled"
          value={
            <Opens href={ordersOf?.({ reached: 'settled' })}>
              <Money amount={total.settled} currency={currency} />
            </Opens>
          }
          beside={was && beside.money({ now: total.settled, before: was.settled, good: 'up' })}
        />
      </StatGroup>
      {report.products.length > 0 && (
        <>
          <Segmented
            label={t('group')}
            options={GROUPS.map((value) => ({ value, label: t(value) }))}
            value={group}
            onChange={(value) => set({ by: value })}
          />
          <Chart report={report} group={group} />
          <Rows key={group} report={report} group={group} ordersOf={ordersOf} />
        </>
      )}
      <Definitions metrics={['orders', 'placed', 'refunded', 'kept', 'refundRate', 'settled']} />
    </div>
  );
}

const useNameOf = (group: Group) => {
  const t = useTranslations('reports.products');
  return ({ name }: Row) => (name === '' ? t(group === 'products' ? 'unnamed' : 'uncategorised') : name);
};

function Chart({ report, group }: { report: Report; group: Group }) {
  const t = useTranslations('reports.products');
  const metric = useTranslations('reports.metrics');
  const nameOf = useNameOf(group);
  const { locale } = useUi();
  const { currency } = report;
  const rows = report[group].slice(0, DRAWN);
  const [first] = rows;
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  return (
    <Card>
      <BarChart
        title={t('chart')}
        summary={t('chartSummary', {
          name: first ? nameOf(first) : '',
          placed: money(first?.placed ?? 0),
          refunded: money(first?.refunded ?? 0),
        })}
        series={[
          { id: 'kept', label: metric('kept.label') },
          { id: 'refunded', label: metric('refunded.label') },
          { id: 'settled', label: metric('settled.label') },
        ]}
        points={rows.map((row) => ({
          x: nameOf(row),
          values: { kept: row.kept, refunded: row.refunded, settled: row.settled },
        }))}
        format={money}
        formatShort={(amount) => formatMoney(amount, { currency, locale, style: 'compact' })}
        csvValue={(amount) => toDecimal(amount, currency)}
        xLabel={t(group)}
        fileName={`products-${group}`}
      />
    </Card>
  );
}

function Rows({ report, group, ordersOf }: { report: Report; group: Group; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.products');
  const nameOf = useNameOf(group);
  const [open, setOpen] = useState<string | null>(null);
  const { currency, earlier } = report;
  const rows = report[group];
  const { count, counted, paid, rated, rate } = useColumns<Row>(
    currency,
    earlierOf(earlier?.[group], ({ name }) => name),
  );
  const all = group === 'products' ? report.productCount : report.categoryCount;
  const opened = rows.find(({ name }) => name === open);
  const filterOf = ({ name }: Row) => (group === 'products' ? { sku: name } : { category: name });
  return (
    <section className="space-y-3">
      <DataTable<Row>
        prefix={group}
        caption={t(group)}
        rows={rows}
        rowKey={(row) => row.name}
        rowHref={(row) => (row.name === '' ? undefined : ordersOf?.(filterOf(row)))}
        searchText={(row) => `${nameOf(row)} ${row.category}`}
        defaultSort={{ id: 'placed', desc: true }}
        columns={[
          { id: 'name', header: t('name'), primary: true, cell: nameOf, sortValue: nameOf },
          ...(group === 'products'
            ? [
                {
                  id: 'category',
                  header: t('category'),
                  hideOnPhone: true,
                  cell: (row: Row) => row.category || '–',
                  sortValue: (row: Row) => row.category,
                },
              ]
            : []),
          counted('orders', ({ orders }) => orders),
          count({ id: 'quantity', header: t('quantity'), of: ({ quantity }) => quantity }),
          paid('placed', ({ placed }) => placed, 'whole'),
          paid('refunded', ({ refunded }) => refunded, 'whole'),
          paid('kept', ({ kept }) => kept, 'whole'),
          rated('refundRate', ({ refundRate }) => refundRate),
          paid('settled', ({ settled }) => settled, 'whole'),
          rate({ id: 'share', header: t('share'), of: ({ share }) => share }),
          {
            id: 'kols',
            header: t('sellers'),
            bare: true,
            cell: (row) => (
              <Button size="sm" variant="ghost" aria-haspopup="dialog" onClick={() => setOpen(row.name)}>
                {t('sellersCount', { count: row.sellers })}
              </Button>
            ),
          },
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      {all > rows.length && <p className="text-sm text-muted">{t('more', { count: all - rows.length })}</p>}
      {opened && (
        <Sellers
          row={opened}
          name={nameOf(opened)}
          currency={currency}
          onClose={() => setOpen(null)}
          kolHref={(kol) => ordersOf?.({ ...(opened.name === '' ? {} : filterOf(opened)), kol })}
        />
      )}
    </section>
  );
}

function Sellers({
  row,
  name,
  currency,
  onClose,
  kolHref,
}: {
  row: Row;
  name: string;
  currency: Report['currency'];
  onClose(): void;
  kolHref(kolId: string): string | undefined;
}) {
  const t = useTranslations('reports.products');
  const metric = useTranslations('reports.metrics');
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  return (
    <Dialog
      open
      size="lg"
      onClose={onClose}
      title={t('whoSells', { name })}
      description={row.sellers > row.kols.length ? t('topSellers', { shown: row.kols.length }) : undefined}
    >
      <Table
        caption={t('whoSells', { name })}
        rows={row.kols}
        rowKey={(kol) => kol.kolId}
        rowHref={(kol) => kolHref(kol.kolId)}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (kol) => kol.displayName },
          {
            id: 'orders',
            header: metric('orders.label'),
            numeric: true,
            cell: (kol) => <Num value={kol.orders} />,
          },
          {
            id: 'quantity',
            header: t('quantity'),
            numeric: true,
            cell: (kol) => <Num value={kol.quantity} />,
          },
          { id: 'placed', header: metric('placed.label'), numeric: true, cell: (kol) => money(kol.placed) },
          {
            id: 'refunded',
            header: metric('refunded.label'),
            numeric: true,
            cell: (kol) => money(kol.refunded),
          },
          {
            id: 'settled',
            header: metric('settled.label'),
            numeric: true,
            cell: (kol) => money(kol.settled),
          },
        ]}
      />
    </Dialog>
  );
}
