'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable } from '@kolony/shell';
import { Badge, Card, DateText, EmptyState, formatNum, Link, Notice, useUi } from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Clapperboard } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useColumns } from './columns.tsx';
import { Definitions } from './metric.tsx';
import { useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['content'];
type Row = Report['postings'][number];
interface Shown {
  report: Report;
  /** Whether deals can be opened from here. */
  linked?: boolean;
}

/** Bars in the chart; the table has all that are listed. */
const DRAWN = 12;

/** What each posting brought. */
export function ContentScreen() {
  const asked = useQuestion();
  const { compare: _, ...question } = asked.question;
  const answer = useQuery({
    ...useTrpc().reports.content.queryOptions(question),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="content" question={question}>
      <ReportFilters asked={asked} compare={false} />
      <ReportAnswer answer={answer}>{(report) => <Content report={report} linked />}</ReportAnswer>
    </ReportPage>
  );
}

export function Content({ report, linked = false }: Shown) {
  const t = useTranslations('reports.content');
  if (report.postings.length === 0)
    return <EmptyState icon={<Clapperboard />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Notice title={t('rule')}>{t('ruleAbout')}</Notice>
      <Chart report={report} />
      <Postings report={report} linked={linked} />
    </div>
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

function Postings({ report: { postings, currency }, linked }: Shown) {
  const t = useTranslations('reports.content');
  const formats = useTranslations('domain.formats');
  const { counted, paid, money } = useColumns(currency);
  return (
    <section className="space-y-3">
      <DataTable<Row>
        prefix="postings"
        caption={t('postings')}
        rows={postings}
        rowKey={({ submissionId }) => submissionId}
        {...(linked ? { rowHref: ({ dealId }: Row) => `/deals/${dealId}` } : {})}
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
          counted<Row>('clicks', ({ clicks }) => clicks),
          counted<Row>('orders', ({ orders }) => orders),
          paid<Row>('placed', ({ placed }) => placed),
          paid<Row>('settled', ({ settled }) => settled),
          money<Row>({ id: 'commission', header: t('commission'), of: ({ commission }) => commission }),
          money<Row>({ id: 'fee', header: t('fee'), of: ({ fee }) => fee }),
          money<Row>({ id: 'perClick', header: t('costPerClick'), of: ({ costPerClick }) => costPerClick }),
          money<Row>({ id: 'perOrder', header: t('costPerOrder'), of: ({ costPerOrder }) => costPerOrder }),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      <Definitions metrics={['clicks', 'orders', 'placed', 'settled']} />
    </section>
  );
}
