'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, useTraitValue, useUrlState, WHILE_SHOWN } from '@kolony/shell';
import {
  Card,
  EmptyState,
  formatMoney,
  formatNum,
  formatPercent,
  Progress,
  Segmented,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Globe } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions } from './metric.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['traffic'];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}
type Row = Report['traits']['by']['country'][number];

const TRAITS = ['country', 'device', 'platform', 'referrer', 'medium', 'language', 'consent'] as const;
const KINDS = ['counted', 'repeats', 'bots', 'datacentre', 'prefetch', 'head'] as const;
/** Bars in the chart; the table has all that are listed. */
const DRAWN = 10;

/** Who comes, from where, and which of them buy. */
export function TrafficScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.traffic.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="traffic" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Traffic report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Traffic({ report, ordersOf }: Shown) {
  const t = useTranslations('reports.traffic');
  const { kinds, traits } = report;
  if (kinds.raw + traits.known.orders + traits.unknown.orders === 0)
    return <EmptyState icon={<Globe />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Kinds report={report} />
      <Traits report={report} ordersOf={ordersOf} />
    </div>
  );
}

function Kinds({ report: { kinds, currency, earlier } }: Shown) {
  const t = useTranslations('reports.traffic');
  const { locale } = useUi();
  const beside = useBeside(currency);
  return (
    <Card title={t('kinds', { raw: kinds.raw })} description={t('kindsAbout')}>
      <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {KINDS.map((kind) => (
          <li key={kind}>
            <Progress
              label={t(`kind.${kind}`)}
              value={kinds[kind]}
              max={Math.max(1, kinds.raw)}
              tone={kind === 'counted' ? 'success' : kind === 'repeats' ? 'accent' : 'warning'}
              text={`${formatNum(kinds[kind], locale)} · ${formatPercent(kinds[kind] / Math.max(1, kinds.raw), locale, { digits: 1 })}`}
            />
            {earlier && beside.count({ now: kinds[kind], before: earlier.kinds[kind] })}
            <p className="mt-1 text-sm text-muted">{t(`kindAbout.${kind}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Traits({ report: { traits, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.traffic');
  const names = useTranslations('domain.traits.names');
  const { locale } = useUi();
  const traitValue = useTraitValue();
  const [state, set] = useUrlState({ trait: 'country' });
  const trait = TRAITS.find((one) => one === state.trait) ?? 'country';
  const rows = traits.by[trait];
  const { counted, paid, rated } = useColumns<Row>(
    currency,
    earlierOf(earlier?.traits.by[trait], ({ value }) => value),
  );
  const [first] = rows;
  return (
    <section className="space-y-3">
      <div className="overflow-x-auto">
        <Segmented
          label={t('by')}
          options={TRAITS.map((value) => ({ value, label: names(value) }))}
          value={trait}
          onChange={(value) => set({ trait: value })}
        />
      </div>
      <Card>
        <BarChart
          title={t('chart', { trait: names(trait) })}
          summary={t('chartSummary', {
            value: first ? traitValue(trait, first.value) : '–',
            clicks: first?.clicks ?? 0,
            orders: first?.orders ?? 0,
          })}
          series={[
            { id: 'clicks', label: t('clicks') },
            { id: 'orders', label: t('orders') },
          ]}
          points={rows.slice(0, DRAWN).map(({ value, clicks, orders }) => ({
            x: traitValue(trait, value),
            values: { clicks, orders },
          }))}
          format={(value) => formatNum(value, locale)}
          xLabel={names(trait)}
          fileName={`traffic-${trait}`}
        />
      </Card>
      <DataTable<Row>
        prefix="traits"
        caption={t('chart', { trait: names(trait) })}
        rows={rows}
        rowKey={({ value }) => value}
        {...(ordersOf ? { rowHref: ({ value }: Row) => ordersOf({ trait, value }) } : {})}
        searchText={({ value }) => traitValue(trait, value)}
        defaultSort={{ id: 'clicks', desc: true }}
        columns={[
          {
            id: 'value',
            header: names(trait),
            primary: true,
            cell: ({ value }) => traitValue(trait, value),
            sortValue: ({ value }) => traitValue(trait, value),
          },
          counted('clicks', ({ clicks }) => clicks),
          counted('orders', ({ orders }) => orders),
          rated('conversion', ({ conversion }) => conversion),
          paid('placed', ({ placed }) => placed),
          paid('settled', ({ settled }) => settled),
        ]}
        empty={{ title: t('none'), description: t('noneAbout') }}
      />
      <p className="text-sm text-muted">
        {t('unknown', {
          orders: traits.unknown.orders,
          placed: formatMoney(traits.unknown.placed, { currency, locale }),
        })}
      </p>
      <Definitions metrics={['clicks', 'orders', 'conversion', 'placed', 'settled']} />
    </section>
  );
}
