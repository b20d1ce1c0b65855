'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, useUrlState, WHILE_SHOWN } from '@kolony/shell';
import { Card, EmptyState, formatMoney, formatNum, Link, Segmented, Sparkline, useUi } from '@kolony/ui';
import { SmallMultiples } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { UsersRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, kolOf } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['kols'];
type Row = Report['kols'][number];

/** KOLs with a little chart in the grid; the table has all that are listed. */
const DRAWN = 24;
const CHARTED = ['settled', 'placed', 'clicks'] as const;
const SCALES = ['same', 'own'] as const;

/** Who performs: the league of KOLs. */
export function KolsScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.kols.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="kols" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Kols report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Kols({ report, ordersOf }: { report: Report; ordersOf?: OrdersOf }) {
  const t = useTranslations('reports.kols');
  if (report.kols.length === 0)
    return <EmptyState icon={<UsersRound />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <League report={report} ordersOf={ordersOf} />
      <Multiples report={report} ordersOf={ordersOf} />
    </div>
  );
}

function League({ report, ordersOf }: { report: Report; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.kols');
  const { locale } = useUi();
  const { currency, kols, rest, earlier } = report;
  const { counted, paid, rated } = useColumns<Row>(currency, earlierOf(earlier?.kols, kolOf));
  return (
    <section className="space-y-3">
      <DataTable<Row>
        prefix="kols"
        caption={t('league')}
        rows={kols}
        rowKey={kolOf}
        {...(ordersOf ? { rowHref: (row) => ordersOf({ kol: row.kolId }) } : {})}
        searchText={(row) => row.displayName}
        defaultSort={{ id: 'settled', desc: true }}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: (row) => row.displayName,
            sortValue: (row) => row.displayName,
          },
          {
            id: 'spark',
            header: t('trend'),
            hideOnPhone: true,
            cell: (row) => (
              <Sparkline
                width={72}
                values={row.spark.settled.some((value) => value !== 0) ? row.spark.settled : row.spark.placed}
                summary={t('sparkSummary', {
                  kol: row.displayName,
                  settled: formatMoney(row.gmv.settled, { currency, locale }),
                })}
              />
            ),
          },
          counted('clicks', ({ clicks }) => clicks),
          counted('orders', ({ orders }) => orders),
          rated('conversion', ({ conversion }) => conversion, 2),
          paid('placed', ({ gmv }) => gmv.placed, 'whole'),
          paid('settled', ({ gmv }) => gmv.settled, 'whole'),
          rated('refundRate', ({ refundRate }) => refundRate),
          paid('cost', ({ cost }) => cost, 'whole'),
          rated('roi', ({ roi }) => roi, 0),
          paid('cpa', ({ cpa }) => cpa, 'whole'),
          ...(ordersOf
            ? [
                {
                  id: 'deal',
                  header: t('deal'),
                  bare: true,
                  cell: (row: Row) => (
                    <span className="whitespace-nowrap">
                      {row.dealIds.length === 1 ? (
                        <Link href={`/deals/${row.dealIds[0]}`}>{t('openDeal')}</Link>
                      ) : (
                        <Link href={`/deals?q=${encodeURIComponent(row.displayName)}`}>
                          {t('openDeals', { count: row.dealIds.length })}
                        </Link>
                      )}
                    </span>
                  ),
                },
              ]
            : []),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      {rest && (
        <p className="text-sm text-muted">
          {t('rest', {
            kols: rest.kols,
            settled: formatMoney(rest.gmv.settled, { currency, locale }),
            cost: formatMoney(rest.cost, { currency, locale }),
          })}
        </p>
      )}
      <Definitions
        metrics={['clicks', 'orders', 'conversion', 'placed', 'settled', 'refundRate', 'cost', 'roi', 'cpa']}
      />
    </section>
  );
}

function Multiples({ report, ordersOf }: { report: Report; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.kols');
  const metric = useTranslations('reports.metrics');
  const { locale } = useUi();
  const [state, set] = useUrlState({ chart: 'settled', scale: 'same' });
  const chart = CHARTED.find((one) => one === state.chart) ?? 'settled';
  const scale = SCALES.find((one) => one === state.scale) ?? 'same';
  const { currency, steps } = report;
  const say = (value: number) =>
    chart === 'clicks' ? formatNum(value, locale) : formatMoney(value, { currency, locale, style: 'whole' });
  const sumOf = ({ spark }: Row) => spark[chart].reduce((sum, value) => sum + value, 0);
  const drawn = report.kols.toSorted((a, b) => sumOf(b) - sumOf(a)).slice(0, DRAWN);
  const sums = new Map(drawn.map((row) => [row.kolId, sumOf(row)]));
  const [first] = drawn;
  return (
    <Card>
      <SmallMultiples
        title={t('multiples')}
        summary={t('multiplesSummary', {
          kols: drawn.length,
          metric: metric(`${chart}.label`),
          kol: first?.displayName ?? '',
          value: say(first ? sumOf(first) : 0),
        })}
        series={drawn.map(({ kolId, displayName }) => ({ id: kolId, label: displayName }))}
        points={steps.map((x, at) => ({
          x,
          values: Object.fromEntries(drawn.map(({ kolId, spark }) => [kolId, spark[chart][at] ?? 0])),
        }))}
        format={say}
        csvValue={(value) => (chart === 'clicks' ? value : toDecimal(value, currency))}
        xLabel={t('from')}
        sameScale={scale === 'same'}
        note={(id) => say(sums.get(id) ?? 0)}
        {...(ordersOf ? { hrefOf: (kol: string) => ordersOf({ kol }) } : {})}
        fileName={`kols-${chart}`}
      />
      <div className="mt-4 flex flex-wrap gap-2">
        <Segmented
          label={t('charted')}
          options={CHARTED.map((value) => ({ value, label: metric(`${value}.label`) }))}
          value={chart}
          onChange={(value) => set({ chart: value })}
        />
        <Segmented
          label={t('scale')}
          options={SCALES.map((value) => ({ value, label: t(`scales.${value}`) }))}
          value={scale}
          onChange={(value) => set({ scale: value })}
        />
      </div>
    </Card>
  );
}
