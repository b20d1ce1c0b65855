'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable } from '@kolony/shell';
import {
  ButtonLink,
  Card,
  EmptyState,
  formatNum,
  formatPercent,
  Link,
  Num,
  Stat,
  StatGroup,
  Table,
  Tooltip,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { ratio, useColumns } from './columns.tsx';
import { Definitions, MetricStat, Rate } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['quality'];
type Row = Report['kols'][number];
type ReasonRow = Report['reasons'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

const STATES = ['held', 'refused', 'released', 'noted'] as const;
/** Bars in the chart; the table has all that are listed. */
const DRAWN = 12;

/** Which orders stay, and which look odd. */
export function QualityReportScreen() {
  const asked = useQuestion();
  const { compare: _, ...question } = asked.question;
  const answer = useQuery({
    ...useTrpc().reports.quality.queryOptions(question),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="quality" question={question}>
      <ReportFilters asked={asked} compare={false} />
      <ReportAnswer answer={answer}>
        {(report) => <Quality report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Quality({ report, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  if (report.total.orders === 0)
    return <EmptyState icon={<ShieldCheck />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Figures report={report} ordersOf={ordersOf} />
      <Refunds report={report} />
      <Reasons report={report} ordersOf={ordersOf} />
      <ByKol report={report} ordersOf={ordersOf} />
    </div>
  );
}

function Figures({ report: { total }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { locale } = useUi();
  const shareOf = (orders: number) => formatPercent(ratio(orders, total.orders) ?? 0, locale, { digits: 1 });
  const opened = (text: string, href: string | undefined) => (href ? <Link href={href}>{text}</Link> : text);
  const about = (id: 'daysToRefund' | 'cancelled' | 'codeOnly' | 'fast' | 'checked') => (
    <Tooltip text={t(`explain.${id}`)} label={t(id)} />
  );
  return (
    <StatGroup columns={3}>
      <MetricStat
        metric="refundRate"
        value={<Rate ratio={total.refundRate} />}
        hint={opened(t('ofOrders', { orders: total.refundedOrders }), ordersOf?.({ reached: 'refunded' }))}
      />
      <Stat
        label={t('daysToRefund')}
        aside={about('daysToRefund')}
        value={total.daysToRefund === null ? '–' : <Num value={total.daysToRefund} digits={1} />}
        hint={t('lost', { orders: total.lostOrders })}
      />
      <Stat
        label={t('cancelled')}
        aside={about('cancelled')}
        value={<Num value={total.cancelled} />}
        hint={shareOf(total.cancelled)}
      />
      <Stat
        label={t('codeOnly')}
        aside={about('codeOnly')}
        value={shareOf(total.codeOnly)}
        hint={opened(t('ofOrders', { orders: total.codeOnly }), ordersOf?.({ by: 'code' }))}
      />
      <Stat
        label={t('fast')}
        aside={about('fast')}
        value={<Num value={total.fast} />}
        hint={opened(shareOf(total.fast), ordersOf?.({ waitedUntil: 10 }))}
      />
      <Stat
        label={t('checked')}
        aside={about('checked')}
        value={<Num value={total.held + total.refused + total.released + total.noted} />}
        hint={STATES.filter((state) => total[state] > 0)
          .map((state) => `${states(state)} ${formatNum(total[state], locale)}`)
          .join(' · ')}
      />
    </StatGroup>
  );
}

function Refunds({ report: { kols, total } }: Shown) {
  const t = useTranslations('reports.quality');
  const { locale } = useUi();
  const percent = (share: number) => formatPercent(share, locale, { digits: 1 });
  // The axis has whole numbers.
  const inHundred = (share: number | null) => (share === null ? null : share * 100);
  const drawn = kols.filter(({ orders }) => orders > 0).slice(0, DRAWN);
  const worst = drawn.reduce<Row | null>(
    (most, row) => (most === null || (row.refundRate ?? 0) > (most.refundRate ?? 0) ? row : most),
    null,
  );
  return (
    <Card>
      <BarChart
        title={t('chart')}
        summary={t('chartSummary', {
          all: percent(total.refundRate ?? 0),
          kol: worst?.displayName ?? '–',
          rate: percent(worst?.refundRate ?? 0),
        })}
        series={[
          { id: 'refunds', label: t('refunds') },
          { id: 'codeOnly', label: t('codeOnly') },
        ]}
        points={drawn.map((row) => ({
          x: row.displayName,
          values: {
            refunds: inHundred(row.refundRate),
            codeOnly: inHundred(ratio(row.codeOnly, row.orders)),
          },
        }))}
        format={(value) => percent(value / 100)}
        xLabel={t('kol')}
        fileName="order-quality"
      />
    </Card>
  );
}

function Reasons({ report: { reasons, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { count } = useColumns(currency);
  return (
    <Card
      flush
      title={t('reasons')}
      description={t('reasonsAbout')}
      actions={
        ordersOf && (
          <ButtonLink size="sm" href="/quality">
            {t('openChecks')}
          </ButtonLink>
        )
      }
    >
      {reasons.length === 0 ? (
        <EmptyState compact icon={<ShieldCheck />} title={t('noReasons')} description={t('noReasonsAbout')} />
      ) : (
        <Table<ReasonRow>
          caption={t('reasons')}
          rows={reasons}
          rowKey={({ code }) => code}
          columns={[
            { id: 'reason', header: t('reason'), primary: true, cell: ({ code }) => t(`codes.${code}`) },
            count<ReasonRow>({ id: 'orders', header: t('orders'), of: ({ orders }) => orders }),
            ...STATES.map((state) =>
              count<ReasonRow>({ id: state, header: states(state), of: (row) => row[state] }),
            ),
          ]}
        />
      )}
    </Card>
  );
}

function ByKol({ report: { kols, kolCount, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { count, counted, paid, rated, rate } = useColumns(currency);
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('byKol')}</h2>
      <DataTable<Row>
        prefix="quality"
        caption={t('byKol')}
        rows={kols}
        rowKey={({ kolId }) => kolId}
        {...(ordersOf ? { rowHref: ({ kolId }: Row) => ordersOf({ kol: kolId }) } : {})}
        searchText={({ displayName }) => displayName}
        defaultSort={{ id: 'refunded', desc: true }}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: ({ displayName }) => displayName,
            sortValue: ({ displayName }) => displayName,
          },
          counted<Row>('orders', ({ orders }) => orders),
          paid<Row>('refunded', ({ refunded }) => refunded),
          rated<Row>('refundRate', ({ refundRate }) => refundRate),
          {
            id: 'days',
            header: t('daysToRefund'),
            numeric: true,
            sortValue: (row: Row) => row.daysToRefund,
            cell: (row: Row) =>
              row.daysToRefund === null ? '–' : <Num value={row.daysToRefund} digits={1} />,
          },
          count<Row>({ id: 'cancelled', header: t('cancelled'), of: ({ cancelled }) => cancelled }),
          rate<Row>({ id: 'codeOnly', header: t('codeOnly'), of: (row) => ratio(row.codeOnly, row.orders) }),
          count<Row>({ id: 'fast', header: t('fast'), of: ({ fast }) => fast }),
          ...(['held', 'refused'] as const).map((state) =>
            count<Row>({ id: state, header: states(state), of: (row) => row[state] }),
          ),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      {kolCount > kols.length && (
        <p className="text-sm text-muted">{t('more', { kols: kolCount - kols.length })}</p>
      )}
      <Definitions metrics={['orders', 'refunded', 'refundRate']} />
    </section>
  );
}
