'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
import {
  Badge,
  Card,
  DateText,
  EmptyState,
  formatNum,
  Link,
  Money,
  Notice,
  Num,
  Stat,
  StatGroup,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions, MetricStat } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['content'];
type Row = Report['postings'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

/** Bars in the chart; the table has all that are listed. */
const DRAWN = 12;

/** What each posting brought. */
export function ContentScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.content.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="content" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Content report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Content({ report, ordersOf }: Shown) {
  const t = useTranslations('reports.content');
  if (report.postings.length === 0)
    return (
      <>
        {report.earlier && report.earlier.total.postings > 0 && <Total report={report} />}
        <EmptyState icon={<Clapperboard />} title={t('none')} description={t('noneAbout')} />
      </>
    );
  return (
    <div className="space-y-5">
      <Notice title={t('rule')}>{t('ruleAbout')}</Notice>
      <Total report={report} />
      <Chart report={report} />
      <Postings report={report} ordersOf={ordersOf} />
    </div>
  );
}

/** Of the listed postings, beside those of the compared days. */
function Total({ report: { total, earlier, currency } }: Shown) {
  const t = useTranslations('reports.content');
  const beside = useBeside(currency);
  const was = earlier?.total;
  const count = (figure: 'clicks' | 'orders' | 'postings') => ({
    value: <Num value={total[figure]} />,
    beside: was && beside.count({ now: total[figure], before: was[figure], good: 'up' }),
  });
  const money = (figure: 'placed' | 'settled' | 'commission' | 'fee' | 'costPerClick' | 'costPerOrder') => {
    const now = total[figure];
    const good = { placed: 'up', settled: 'up', costPerClick: 'down', costPerOrder: 'down' } as const;
    return {
      value: now === null ? '–' : <Money amount={now} currency={currency} />,
      beside:
        was &&
        beside.money({
          now,
          before: was[figure],
          good: figure in good ? good[figure as keyof typeof good] : undefined,
        }),
    };
  };
  return (
    <StatGroup columns={3}>
      <Stat label={t('postings')} {...count('postings')} />
      <MetricStat metric="clicks" {...count('clicks')} />
      <MetricStat metric="orders" {...count('orders')} />
      <MetricStat metric="placed" {...money('placed')} />
      <MetricStat metric="settled" {...money('settled')} />
      <Stat label={t('commission')} {...money('commission')} />
      <Stat label={t('fee')} {...money('fee')} />
      <Stat label={t('costPerClick')} {...money('costPerClick')} />
      <Stat label={t('costPerOrder')} {...money('costPerOrder')} />
    </StatGroup>
  );
}

function Chart({ report: { postings } }: Shown) {
  const t = useTranslations('reports.content');
  const { locale } = useUi();
  const drawn = postings.toSorted((a, b) => b.clicks - a.clicks).slice(0, DRAWN);
  const [first] = drawn;
  // Two postings may have the same title.
  const nameOf = ({ displayName, title }: Row) => `${displayName} · ${title}`;
  return (
    <Card>
      <BarChart
        title={t('chart')}
        summary={t('chartSummary', {
          postings: postings.length,
          name: first ? nameOf(first) : '–',
          clicks: first?.clicks ?? 0,
          orders: first?.orders ?? 0,
        })}
        series={[
          { id: 'clicks', label: t('clicks') },
          { id: 'orders', label: t('orders') },
        ]}
        points={drawn.map((row) => ({ x: nameOf(row), values: { clicks: row.clicks, orders: row.orders } }))}
        format={(value) => formatNum(value, locale)}
        xLabel={t('posting')}
        fileName="content"
      />
    </Card>
  );
}

function Postings({ report: { postings, currency }, ordersOf }: Shown) {
  const t = useTranslations('reports.content');
  const formats = useTranslations('domain.formats');
  const { counted, paid, money } = useColumns<Row>(currency);
  return (
    <section className="space-y-3">
      <DataTable<Row>
        prefix="postings"
        caption={t('postings')}
        rows={postings}
        rowKey={({ submissionId }) => submissionId}
        rowHref={({ submissionId }) => ordersOf?.({ posting: submissionId })}
        searchText={({ displayName, title, campaignName, url }) =>
          `${displayName} ${title} ${campaignName} ${url ?? ''}`
        }
        defaultSort={{ id: 'posted', desc: true }}
        columns={[
          {
            id: 'title',
            header: t('posting'),
            primary: true,
            cell: ({ title, sub }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                {title}
                {sub && <Badge tone="info">{t('bySub', { sub })}</Badge>}
              </span>
            ),
            sortValue: ({ title }) => title,
          },
          {
            id: 'kol',
            header: t('kol'),
            cell: ({ displayName }) => displayName,
            sortValue: ({ displayName }) => displayName,
          },
          {
            id: 'campaign',
            header: t('campaign'),
            cell: ({ campaignName }) => campaignName,
            sortValue: ({ campaignName }) => campaignName,
            hideOnPhone: true,
          },
          { id: 'format', header: t('format'), cell: ({ format }) => formats(format) },
          {
            id: 'posted',
            header: t('posted'),
            cell: ({ postedAt }) => <DateText at={postedAt} style="date" />,
            sortValue: ({ postedAt }) => postedAt.getTime(),
          },
          {
            id: 'where',
            header: t('where'),
            cell: ({ url }) =>
              url === null ? (
                '–'
              ) : (
                <span className="whitespace-nowrap">
                  <Link href={url}>{URL.parse(url)?.hostname ?? url}</Link>
                </span>
              ),
          },
          counted('clicks', ({ clicks }) => clicks),
          counted('orders', ({ orders }) => orders),
          paid('placed', ({ placed }) => placed),
          paid('settled', ({ settled }) => settled),
          money({ id: 'commission', header: t('commission'), of: ({ commission }) => commission }),
          money({ id: 'fee', header: t('fee'), of: ({ fee }) => fee }),
          money({ id: 'perClick', header: t('costPerClick'), of: ({ costPerClick }) => costPerClick }),
          money({ id: 'perOrder', header: t('costPerOrder'), of: ({ costPerOrder }) => costPerOrder }),
          ...(ordersOf
            ? [
                {
                  id: 'deal',
                  header: t('deal'),
                  bare: true,
                  cell: ({ dealId }: Row) => (
                    <span className="whitespace-nowrap">
                      <Link href={`/deals/${dealId}`}>{t('deal')}</Link>
                    </span>
                  ),
                },
              ]
            : []),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      <Definitions metrics={['clicks', 'orders', 'placed', 'settled']} />
    </section>
  );
}
