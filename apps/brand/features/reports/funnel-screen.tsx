'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
import {
  ButtonLink,
  Card,
  EmptyState,
  formatNum,
  formatPercent,
  Notice,
  Num,
  Table,
  useUi,
} from '@kolony/ui';
import { FunnelChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Filter } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, kolOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Rate } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['funnel'];
type Counts = Report['total'];
const STEPS = ['clicks', 'views', 'carts', 'orders', 'paid', 'completed', 'settled'] as const;
type Step = (typeof STEPS)[number];
/** What pages report; without the snippet these steps are not drawn. */
const PAGES: ReadonlySet<Step> = new Set(['views', 'carts']);
/** Steps whose orders can be opened. */
const REACHED = { orders: 'placed', paid: 'paid', completed: 'completed', settled: 'settled' } as const;

/** Where visitors are lost between a click and what stays sold. */
export function FunnelScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.funnel.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="funnel" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Funnel report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

const pagesReport = ({ pagesReport: now, earlier }: Report) => now || earlier?.pagesReport === true;
const shownSteps = (report: Report) => STEPS.filter((step) => pagesReport(report) || !PAGES.has(step));
const ratioOf = (of: number, by: number | undefined) => (by ? of / by : null);

export function Funnel({ report, ordersOf }: { report: Report; ordersOf?: OrdersOf }) {
  const t = useTranslations('reports.funnel');
  if (STEPS.every((step) => report.total[step] === 0 && !report.earlier?.total[step]))
    return <EmptyState icon={<Filter />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      {!pagesReport(report) && (
        <Notice
          title={t('noPages')}
          {...(ordersOf
            ? {
                action: (
                  <ButtonLink size="sm" href="/developers">
                    {t('addSnippet')}
                  </ButtonLink>
                ),
              }
            : {})}
        >
          {t('noPagesAbout')}
        </Notice>
      )}
      <Steps report={report} />
      <StepTable report={report} ordersOf={ordersOf} />
      <ByKol report={report} ordersOf={ordersOf} />
      <p className="text-sm text-muted">
        {t('noImpressions')} {pagesReport(report) && t('pagesAbout')}
      </p>
    </div>
  );
}

function Steps({ report }: { report: Report }) {
  const t = useTranslations('reports.funnel');
  const { locale } = useUi();
  const { total, earlier } = report;
  const steps = shownSteps(report);
  const percent = (ratio: number | null) => (ratio === null ? '' : formatPercent(ratio, locale));
  return (
    <Card>
      <FunnelChart
        title={t('chart')}
        summary={t('summary', {
          clicks: formatNum(total.clicks, locale),
          orders: formatNum(total.orders, locale),
          settled: formatNum(total.settled, locale),
          rate: percent(ratioOf(total.settled, total.clicks)) || '–',
        })}
        series={[
          { id: 'now', label: t('count') },
          ...(earlier ? [{ id: 'before', label: t('before') }] : []),
        ]}
        points={steps.map((step) => ({
          x: step,
          values: { now: total[step], ...(earlier ? { before: earlier.total[step] } : {}) },
        }))}
        format={(value) => formatNum(value, locale)}
        formatX={(step) => t(`steps.${step as Step}`)}
        rateOf={(step) => {
          const rate = percent(ratioOf(total[step as Step], previousStep(total, steps, step as Step)));
          return rate === '' ? '' : t('ofStepBefore', { rate });
        }}
        xLabel={t('step')}
        fileName="funnel"
      />
    </Card>
  );
}

function previousStep(counts: Counts, steps: readonly Step[], step: Step): number | undefined {
  const earlier = steps[steps.indexOf(step) - 1];
  return earlier && counts[earlier];
}

function StepTable({ report, ordersOf }: { report: Report; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.funnel');
  const { total, earlier } = report;
  const steps = shownSteps(report);
  const beside = useBeside(report.currency);
  const was = earlier?.total;
  const rates = (of: (counts: Counts, step: Step) => number | null) => (step: Step) => (
    <span>
      <Rate ratio={of(total, step)} digits={2} />
      {was && (
        <span className="block">
          {beside.share({ now: of(total, step), before: of(was, step), good: 'up' })}
        </span>
      )}
    </span>
  );
  const reached = (step: Step) => (step in REACHED ? REACHED[step as keyof typeof REACHED] : null);
  return (
    <Card flush title={t('table')} description={t('tableAbout')}>
      <Table<Step>
        caption={t('table')}
        rows={steps}
        rowKey={(step) => step}
        rowHref={(step) => {
          const as = reached(step);
          return as ? ordersOf?.({ reached: as }) : undefined;
        }}
        columns={[
          {
            id: 'step',
            header: t('step'),
            primary: true,
            cell: (step) => (
              <span>
                {t(`steps.${step}`)}
                <span className="block text-sm font-normal text-muted">{t(`stepsAbout.${step}`)}</span>
              </span>
            ),
          },
          {
            id: 'count',
            header: t('count'),
            numeric: true,
            cell: (step) => (
              <span>
                <Num value={total[step]} />
                {was && (
                  <span className="block">
                    {beside.count({ now: total[step], before: was[step], good: 'up' })}
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'stepRate',
            header: t('stepRate'),
            numeric: true,
            cell: rates((counts, step) => ratioOf(counts[step], previousStep(counts, steps, step))),
          },
          {
            id: 'totalRate',
            header: t('totalRate'),
            numeric: true,
            cell: rates((counts, step) => ratioOf(counts[step], counts.clicks)),
          },
        ]}
      />
    </Card>
  );
}

function ByKol({ report, ordersOf }: { report: Report; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.funnel');
  const steps = shownSteps(report);
  type Row = Report['kols'][number];
  const { locale } = useUi();
  const percent = (share: number | null) =>
    share === null ? '–' : formatPercent(share, locale, { digits: 1 });
  const { count } = useColumns<Row>(report.currency, earlierOf(report.earlier?.kols, kolOf));
  return (
    <DataTable<Row>
      prefix="kols"
      caption={t('byKol')}
      rows={report.kols}
      rowKey={kolOf}
      {...(ordersOf ? { rowHref: (row) => ordersOf({ kol: row.kolId }) } : {})}
      searchText={(row) => row.displayName}
      defaultSort={{ id: 'clicks', desc: true }}
      columns={[
        {
          id: 'kol',
          header: t('kol'),
          primary: true,
          cell: (row) => row.displayName,
          sortValue: (row) => row.displayName,
        },
        ...steps.map((step) => {
          const column = count({ id: step, header: t(`steps.${step}`), of: ({ counts }) => counts[step] });
          return {
            ...column,
            cell: (row: Row) => (
              <span>
                {column.cell(row)}
                {step !== 'clicks' && (
                  <span className="block text-sm whitespace-nowrap text-muted">
                    {t('ofStep', {
                      rate: percent(ratioOf(row.counts[step], previousStep(row.counts, steps, step))),
                    })}
                  </span>
                )}
              </span>
            ),
          };
        }),
      ]}
      empty={{ title: t('none'), description: t('noneAbout') }}
    />
  );
}
