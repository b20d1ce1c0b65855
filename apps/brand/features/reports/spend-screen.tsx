'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
import { Card, EmptyState, formatMoney, formatNum, formatPercent, Money, StatGroup, useUi } from '@kolony/ui';
import { ScatterChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ScatterChart as Dots } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, kolOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions, MetricStat, Opens, Times } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['spend'];
type Row = Report['kols'][number];
type Marginal = NonNullable<Row['marginal']>;

/** What the money brought, and what the last of it did. */
export function SpendScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.spend.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="spend" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Spend report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Spend({ report, ordersOf }: { report: Report; ordersOf?: OrdersOf }) {
  const t = useTranslations('reports.spend');
  const { currency, earlier } = report;
  const beside = useBeside(currency);
  if (report.kols.length === 0 && !earlier?.settledCost && !earlier?.settled)
    return <EmptyState icon={<Dots />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <StatGroup columns={4}>
        <MetricStat
          metric="settledCost"
          value={<Money amount={report.settledCost} currency={currency} />}
          beside={earlier && beside.money({ now: report.settledCost, before: earlier.settledCost })}
        />
        <MetricStat
          metric="settled"
          value={
            <Opens href={ordersOf?.({ reached: 'settled' })}>
              <Money amount={report.settled} currency={currency} />
            </Opens>
          }
          beside={earlier && beside.money({ now: report.settled, before: earlier.settled, good: 'up' })}
        />
        <MetricStat
          metric="roas"
          value={<Times value={report.roas} />}
          beside={earlier && beside.times({ now: report.roas, before: earlier.roas, good: 'up' })}
        />
        <MetricStat
          metric="marginal"
          value={<Times value={report.marginal?.roas ?? null} />}
          beside={
            earlier &&
            beside.times({
              now: report.marginal?.roas ?? null,
              before: earlier.marginal?.roas ?? null,
              good: 'up',
            })
          }
          hint={<Between marginal={report.marginal} />}
        />
      </StatGroup>
      {report.kols.length > 0 && (
        <>
          <Scatter report={report} />
          <Concentration report={report} />
          <ByKol report={report} ordersOf={ordersOf} />
        </>
      )}
      <p className="text-sm text-muted">{t('caution')}</p>
      <Definitions metrics={['cost', 'settledCost', 'settled', 'roas', 'marginal']} />
    </div>
  );
}

/** How sure the marginal return is, in words. */
function Between({ marginal }: { marginal: Marginal | null }) {
  const t = useTranslations('reports.spend');
  const { locale } = useUi();
  if (!marginal) return t('tooFewDays');
  if (marginal.low === null || marginal.high === null) return t('fewDays', { days: marginal.days });
  const times = (value: number) => `${formatNum(value, locale, { digits: 2 })}×`;
  return t('between', { low: times(marginal.low), high: times(marginal.high), days: marginal.days });
}

function Scatter({ report }: { report: Report }) {
  const t = useTranslations('reports.spend');
  const metric = useTranslations('reports.metrics');
  const { locale } = useUi();
  const { currency, kols } = report;
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  const best = kols
    .filter(({ roas }) => roas !== null)
    .toSorted((a, b) => (b.roas ?? 0) - (a.roas ?? 0))
    .at(0);
  return (
    <Card>
      <ScatterChart
        title={t('chart')}
        summary={t(best ? 'chartSummary' : 'chartNoSettled', {
          kol: best?.displayName ?? '',
          roas: formatNum(best?.roas ?? 0, locale, { digits: 2 }),
          kols: kols.length,
        })}
        series={[
          { id: 'cost', label: metric('settledCost.label') },
          { id: 'settled', label: metric('settled.label') },
        ]}
        points={kols.map(({ displayName, settledCost, settled }) => ({
          x: displayName,
          values: { cost: settledCost, settled },
        }))}
        format={money}
        formatShort={(amount) => formatMoney(amount, { currency, locale, style: 'compact' })}
        csvValue={(amount) => toDecimal(amount, currency)}
        xLabel={t('kol')}
        height={320}
        fileName="spend"
      />
    </Card>
  );
}

function Concentration({ report: { concentration } }: { report: Report }) {
  const t = useTranslations('reports.spend');
  const { locale } = useUi();
  if (concentration.kols === 0) return null;
  return (
    <Card title={t('concentration')} description={t('concentrationAbout')}>
      <ul className="space-y-1">
        {concentration.top.map(({ kols, share }) => (
          <li key={kols}>{t('top', { kols, share: formatPercent(share, locale, { digits: 0 }) })}</li>
        ))}
        <li>{t('for80', { kols: concentration.for80, of: concentration.kols })}</li>
      </ul>
    </Card>
  );
}

function ByKol({ report, ordersOf }: { report: Report; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.spend');
  const { currency, kols, earlier } = report;
  const { paid, timed } = useColumns<Row>(currency, earlierOf(earlier?.kols, kolOf));
  const marginal = timed('marginal', (row) => row.marginal?.roas ?? null);
  return (
    <DataTable<Row>
      prefix="kols"
      caption={t('byKol')}
      rows={kols}
      rowKey={kolOf}
      {...(ordersOf ? { rowHref: (row) => ordersOf({ kol: row.kolId, reached: 'settled' }) } : {})}
      searchText={(row) => row.displayName}
      defaultSort={{ id: 'cost', desc: true }}
      columns={[
        {
          id: 'kol',
          header: t('kol'),
          primary: true,
          cell: (row) => row.displayName,
          sortValue: (row) => row.displayName,
        },
        paid('cost', ({ cost }) => cost),
        paid('settledCost', ({ settledCost }) => settledCost),
        paid('settled', ({ settled }) => settled),
        timed('roas', ({ roas }) => roas),
        {
          ...marginal,
          cell: (row) => (
            <span>
              {marginal.cell(row)}
              <span className="block text-sm text-muted">
                <Between marginal={row.marginal} />
              </span>
            </span>
          ),
        },
        { id: 'verdict', header: t('verdict'), cell: (row) => t(`verdicts.${verdictOf(row)}`) },
      ]}
      empty={{ title: t('none'), description: t('noneAbout') }}
    />
  );
}

/** What the figures allow to say: only an interval that lies wholly on one side of the average says anything. */
function verdictOf({ roas, marginal }: Row): 'unsure' | 'rising' | 'falling' | 'steady' | 'loss' {
  if (roas === null || !marginal || marginal.low === null || marginal.high === null) return 'unsure';
  if (marginal.high < 1) return 'loss';
  if (marginal.low > roas) return 'rising';
  if (marginal.high < roas) return 'falling';
  return 'steady';
}
