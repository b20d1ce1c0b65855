'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { WHILE_SHOWN } from '@kolony/shell';
import {
  Card,
  EmptyState,
  formatNum,
  formatPercent,
  Stat,
  StatGroup,
  Table,
  Tooltip,
  useUi,
} from '@kolony/ui';
import { TrendChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UserRoundPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { type Noted, notedOf, WithNotes } from './annotations.tsx';
import { earlierOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Cohorts } from './customer-cohorts.tsx';
import { Definitions, Opens } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['customers'];
type Kind = Report['kinds'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

const KINDS = ['new', 'returning', 'unknown'] as const;
const kindOf = ({ kind }: Kind) => kind;

/** Who buys, and whether they come again. */
export function CustomersScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.customers.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="customers" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => (
          <Customers
            report={report}
            ordersOf={(filter) => ordersHref(asked.search, filter)}
            noted={notedOf(asked.question, report)}
          />
        )}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Customers({ report, ordersOf, noted = null }: Shown & { noted?: Noted | null }) {
  const t = useTranslations('reports.customers');
  if (report.kinds.every(({ orders }) => orders === 0) && report.cohorts.length === 0)
    return <EmptyState icon={<UserRoundPlus />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Shares report={report} ordersOf={ordersOf} />
      <Days report={report} noted={noted} />
      <Kinds report={report} ordersOf={ordersOf} />
      {report.cohorts.length > 0 && <Cohorts report={report} ordersOf={ordersOf} />}
    </div>
  );
}

function Shares({ report: { kinds, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.customers');
  const { locale } = useUi();
  const beside = useBeside(currency);
  const before = earlierOf(earlier?.kinds, kindOf);
  return (
    <StatGroup columns={3}>
      {kinds
        .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
        .map((row) => (
          <Stat
            key={row.kind}
            label={t(`kinds.${row.kind}`)}
            aside={<Tooltip text={t(`kindsAbout.${row.kind}`)} label={t(`kinds.${row.kind}`)} />}
            value={<Opens href={ordersOf?.({ customer: row.kind })}>{formatNum(row.orders, locale)}</Opens>}
            hint={
              row.share === null
                ? undefined
                : t('ofOrders', { share: formatPercent(row.share, locale, { digits: 1 }) })
            }
            beside={before && beside.count({ now: row.orders, before: before(row)?.orders })}
          />
        ))}
    </StatGroup>
  );
}

function Days({ report: { days, kinds }, noted }: Shown & { noted: Noted | null }) {
  const t = useTranslations('reports.customers');
  const { locale } = useUi();
  const ordersOf = (kind: Kind['kind']) => kinds.find((row) => row.kind === kind)?.orders ?? 0;
  return (
    <Card>
      <WithNotes noted={noted}>
        {(marks, actions) => (
          <TrendChart
            title={t('byDay')}
            summary={t('byDaySummary', { new: ordersOf('new'), returning: ordersOf('returning') })}
            series={KINDS.map((id) => ({ id, label: t(`kinds.${id}`) }))}
            points={days.map(({ day, ...values }) => ({ x: day, values }))}
            format={(value) => formatNum(value, locale)}
            xLabel={t('day')}
            fileName="customers-by-day"
            marks={marks}
            actions={actions}
          />
        )}
      </WithNotes>
    </Card>
  );
}

function Kinds({ report: { kinds, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.customers');
  const { counted, paid, rate } = useColumns<Kind>(currency, earlierOf(earlier?.kinds, kindOf));
  return (
    <section className="space-y-3">
      <Card flush title={t('whoBuys')}>
        <Table<Kind>
          caption={t('whoBuys')}
          rows={kinds}
          rowKey={kindOf}
          {...(ordersOf ? { rowHref: ({ kind }) => ordersOf({ customer: kind }) } : {})}
          columns={[
            { id: 'kind', header: t('customers'), primary: true, cell: ({ kind }) => t(`kinds.${kind}`) },
            counted('orders', ({ orders }) => orders),
            rate({ id: 'share', header: t('share'), of: ({ share }) => share }),
            paid('placed', ({ placed }) => placed),
            paid('settled', ({ settled }) => settled),
            paid('aov', ({ aov }) => aov),
            paid('cost', ({ cost }) => cost),
          ]}
        />
      </Card>
      <Definitions metrics={['orders', 'placed', 'settled', 'aov', 'cost']} />
    </section>
  );
}
