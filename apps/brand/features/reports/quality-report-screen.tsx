'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
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
import { earlierOf, kolOf, useBeside } from './beside.tsx';
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
const codeOf = ({ code }: ReasonRow) => code;
/** Bars in the chart; the table has all that are listed. */
const DRAWN = 12;

/** Which orders stay, and which look odd. */
export function QualityReportScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.quality.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="quality" question={asked.question}>
      <ReportFilters asked={asked} />
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

function Figures({ report: { total, earlier, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { locale } = useUi();
  const beside = useBeside(currency);
  const was = earlier?.total;
  const checkedOf = ({ held, refused, released, noted }: Report['total']) =>
    held + refused + released + noted;
  const shareOf = (orders: number) => formatPercent(ratio(orders, total.orders) ?? 0, locale, { digits: 1 });
  const days = (value: number) => formatNum(value, locale, { digits: 1 });
  const opened = (text: string, href: string | undefined) => (href ? <Link href={href}>{text}</Link> : text);
  const about = (id: 'daysToRefund' | 'cancelled' | 'codeOnly' | 'fast' | 'checked') => (
    <Tooltip text={t(`explain.${id}`)} label={t(id)} />
  );
  return (
    <StatGroup columns={3}>
      <MetricStat
        metric="refundRate"
        value={<Rate ratio={total.refundRate} />}
        beside={was && beside.share({ now: total.refundRate, before: was.refundRate, good: 'down' })}
        hint={opened(t('ofOrders', { orders: total.refundedOrders }), ordersOf?.({ reached: 'refunded' }))}
      />
      <Stat
        label={t('daysToRefund')}
        aside={about('daysToRefund')}
        value={total.daysToRefund === null ? '–' : <Num value={total.daysToRefund} digits={1} />}
        beside={was && beside.said({ now: total.daysToRefund, before: was.daysToRefund }, days)}
        hint={t('lost', { orders: total.lostOrders })}
      />
      <Stat
        label={t('cancelled')}
        aside={about('cancelled')}
        value={<Num value={total.cancelled} />}
        beside={was && beside.count({ now: total.cancelled, before: was.cancelled, good: 'down' })}
        hint={shareOf(total.cancelled)}
      />
      <Stat
        label={t('codeOnly')}
        aside={about('codeOnly')}
        value={shareOf(total.codeOnly)}
        beside={
          was &&
          beside.share({
            now: ratio(total.codeOnly, total.orders),
            before: ratio(was.codeOnly, was.orders),
            good: 'down',
          })
        }
        hint={opened(t('ofOrders', { orders: total.codeOnly }), ordersOf?.({ by: 'code' }))}
      />
      <Stat
        label={t('fast')}
        aside={about('fast')}
        value={<Num value={total.fast} />}
        beside={was && beside.count({ now: total.fast, before: was.fast, good: 'down' })}
        hint={opened(shareOf(total.fast), ordersOf?.({ waitedUntil: 10 }))}
      />
      <Stat
        label={t('checked')}
        aside={about('checked')}
        value={<Num value={checkedOf(total)} />}
        beside={was && beside.count({ now: checkedOf(total), before: checkedOf(was) })}
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

function Reasons({ report: { reasons, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { count } = useColumns<ReasonRow>(currency, earlierOf(earlier?.reasons, codeOf));
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
          rowKey={codeOf}
          columns={[
            { id: 'reason', header: t('reason'), primary: true, cell: ({ code }) => t(`codes.${code}`) },
            count({ id: 'seen', header: t('orders'), of: ({ orders }) => orders }),
            ...STATES.map((state) => count({ id: state, header: states(state), of: (row) => row[state] })),
          ]}
        />
      )}
    </Card>
  );
}

function ByKol({ report: { kols, kolCount, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.quality');
  const states = useTranslations('domain.checks.states');
  const { locale } = useUi();
  const { count, counted, paid, rated, rate, said } = useColumns<Row>(
    currency,
    earlierOf(earlier?.kols, kolOf),
  );
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('byKol')}</h2>
      <DataTable<Row>
        prefix="quality"
        caption={t('byKol')}
        rows={kols}
        rowKey={kolOf}
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
          counted('orders', ({ orders }) => orders),
          paid('refunded', ({ refunded }) => refunded),
          rated('refundRate', ({ refundRate }) => refundRate),
          said({ id: 'days', header: t('daysToRefund'), of: ({ daysToRefund }) => daysToRefund }, (days) =>
            formatNum(days, locale, { digits: 1 }),
          ),
          count({ id: 'cancelled', header: t('cancelled'), of: ({ cancelled }) => cancelled }),
          rate({ id: 'codeOnly', header: t('codeOnly'), of: (row) => ratio(row.codeOnly, row.orders) }),
          count({ id: 'fast', header: t('fast'), of: ({ fast }) => fast }),
          ...(['held', 'refused'] as const).map((state) =>
            count({ id: state, header: states(state), of: (row) => row[state] }),
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
