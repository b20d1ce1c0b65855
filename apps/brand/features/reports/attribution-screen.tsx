'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import {
  Card,
  EmptyState,
  ErrorState,
  formatMoney,
  Money,
  Num,
  Percent,
  Stat,
  StatGroup,
  StatsSkeleton,
  Table,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { AttributionFilters, MODELS, type Model, useAttributionQuestion } from './attribution-filters.tsx';
import { Journeys, PathExplorer } from './journeys.tsx';
import { ordersHref } from './question.ts';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['attribution'];
interface Shown {
  report: Report;
  model: Model;
}

/** KOLs in the chart; the table has all of them. */
const DRAWN = 12;

/** Who brought whom, by any model, beside what pay gave. */
export function AttributionScreen() {
  const explain = useErrorMessage();
  const own = useAttributionQuestion();
  const answer = useQuery({
    ...useTrpc().reports.attribution.queryOptions(own.question),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="attribution" question={own.question}>
      <AttributionFilters own={own} />
      {answer.error && !answer.data && (
        <ErrorState title={explain(answer.error)} onRetry={() => answer.refetch()} />
      )}
      {!answer.data && !answer.error && <StatsSkeleton count={4} />}
      {answer.data && (
        <Attribution
          report={answer.data}
          model={own.model}
          ordersOf={(kol) => ordersHref(own.asked.search, { kol })}
        />
      )}
    </ReportPage>
  );
}

type Ordered = Shown & { ordersOf?: (kolId: string) => string };

export function Attribution({ report, model, ordersOf }: Ordered) {
  const t = useTranslations('reports.attribution');
  if (report.kols.length === 0)
    return <EmptyState icon={<Waypoints />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Figures report={report} />
      <PayAndModel report={report} model={model} />
      <BesidePay report={report} model={model} ordersOf={ordersOf} />
      <How model={model} />
      <EveryModel report={report} />
      <Journeys report={report} />
      <PathExplorer report={report} />
      <Ways report={report} />
    </div>
  );
}

function Figures({ report }: { report: Report }) {
  const t = useTranslations('reports.attribution');
  const { orders, openJourneys, currency, value, measure } = report;
  return (
    <StatGroup columns={4}>
      <Stat label={t('orders')} value={<Num value={orders} />} hint={t('ordersHint')} />
      <Stat
        label={t('value')}
        value={<Money amount={value} currency={currency} />}
        hint={t(measure === 'settled' ? 'settledHint' : 'placedHint')}
      />
      <Stat label={t('open')} value={<Num value={openJourneys} />} hint={t('openHint')} />
      <Stat
        label={t('rate')}
        value={
          orders + openJourneys === 0 ? '–' : <Percent ratio={orders / (orders + openJourneys)} digits={1} />
        }
      />
    </StatGroup>
  );
}

function PayAndModel({ report, model }: Shown) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  const { locale } = useUi();
  const { currency, kols, value } = report;
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  const moved = kols.reduce((sum, { by, paid }) => sum + Math.max(0, by[model].value - paid.value), 0);
  return (
    <Card>
      <BarChart
        title={t('chart')}
        summary={t('chartSummary', { value: money(value), model: models(model), moved: money(moved) })}
        series={[
          { id: 'paid', label: t('byPay') },
          { id: 'model', label: models(model) },
        ]}
        points={kols.slice(0, DRAWN).map(({ displayName, paid, by }) => ({
          x: displayName,
          values: { paid: paid.value, model: by[model].value },
        }))}
        format={money}
        formatShort={(amount) => formatMoney(amount, { currency, locale, style: 'compact' })}
        csvValue={(amount) => toDecimal(amount, currency)}
        xLabel={t('kol')}
        fileName={`attribution-${model}`}
      />
    </Card>
  );
}

function BesidePay({ report, model, ordersOf }: Ordered) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  const { currency, kols } = report;
  return (
    <Card flush title={t('besidePay', { model: models(model) })} description={t('besidePayAbout')}>
      <Table
        caption={t('besidePay', { model: models(model) })}
        rows={kols}
        rowKey={(row) => row.kolId}
        rowHref={(row) => ordersOf?.(row.kolId)}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
          {
            id: 'paid',
            header: t('byPay'),
            numeric: true,
            cell: ({ paid }) => <Money amount={paid.value} currency={currency} />,
          },
          {
            id: 'model',
            header: models(model),
            numeric: true,
            cell: ({ by }) => <Money amount={by[model].value} currency={currency} />,
          },
          {
            id: 'difference',
            header: t('difference'),
            numeric: true,
            cell: ({ by, paid }) => (
              <Money amount={by[model].value - paid.value} currency={currency} signed />
            ),
          },
          {
            id: 'paidOrders',
            header: t('payOrders'),
            numeric: true,
            cell: ({ paid }) => <Num value={paid.orders} digits={1} />,
          },
          {
            id: 'orders',
            header: t('modelOrders'),
            numeric: true,
            cell: ({ by }) => <Num value={by[model].orders} digits={1} />,
          },
        ]}
      />
    </Card>
  );
}

function EveryModel({ report }: { report: Report }) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  const { currency, kols } = report;
  const column = (id: string, header: string, of: (row: Report['kols'][number]) => number) => ({
    id,
    header,
    numeric: true,
    cell: (row: Report['kols'][number]) => <Money amount={of(row)} currency={currency} style="compact" />,
  });
  return (
    <Card flush title={t('compare')} description={t('compareAbout')}>
      <Table
        caption={t('compare')}
        rows={kols}
        rowKey={(row) => row.kolId}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
          column('paid', t('byPay'), ({ paid }) => paid.value),
          ...MODELS.map((model) => column(model, models(model), ({ by }) => by[model].value)),
        ]}
      />
    </Card>
  );
}

function Ways({ report }: { report: Report }) {
  const t = useTranslations('reports.attribution');
  const { currency, paths } = report;
  return (
    <Card flush title={t('paths')} description={t('pathsAbout')}>
      <Table
        caption={t('paths')}
        rows={paths.map((path) => ({ ...path, key: path.kols.join(' → ') }))}
        rowKey={(row) => row.key}
        columns={[
          { id: 'path', header: t('path'), primary: true, cell: (row) => row.key },
          {
            id: 'orders',
            header: t('orders'),
            numeric: true,
            cell: (row) => <Num value={row.conversions} />,
          },
          {
            id: 'value',
            header: t('value'),
            numeric: true,
            cell: (row) => <Money amount={row.value} currency={currency} />,
          },
          { id: 'open', header: t('noOrder'), numeric: true, cell: (row) => <Num value={row.nulls} /> },
          {
            id: 'rate',
            header: t('conversion'),
            numeric: true,
            cell: (row) => <Percent ratio={row.conversions / (row.conversions + row.nulls)} digits={1} />,
          },
        ]}
      />
    </Card>
  );
}

function How({ model }: { model: Model }) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  return (
    <Card title={t('how', { model: models(model) })}>
      <p>{t(`explain.${model}`)}</p>
      <p className="mt-2 text-sm text-muted">{t('assumptions')}</p>
    </Card>
  );
}
