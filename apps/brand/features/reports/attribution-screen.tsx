'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { WHILE_SHOWN } from '@kolony/shell';
import {
  Card,
  EmptyState,
  formatMoney,
  formatNum,
  Money,
  Num,
  Stat,
  StatGroup,
  Table,
  useUi,
} from '@kolony/ui';
import { BarChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Waypoints } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { AttributionFilters, MODELS, type Model, useAttributionQuestion } from './attribution-filters.tsx';
import { earlierOf, kolOf, useBeside } from './beside.tsx';
import { ratio, useColumns } from './columns.tsx';
import { Journeys, PathExplorer } from './journeys.tsx';
import { Rate } from './metric.tsx';
import { ordersHref } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['attribution'];
type Row = Report['kols'][number];
type Way = Report['paths'][number];
interface Shown {
  report: Report;
  model: Model;
}

/** KOLs in the chart; the table has all of them. */
const DRAWN = 12;

/** Who brought whom, by any model, beside what pay gave. */
export function AttributionScreen() {
  const own = useAttributionQuestion();
  const answer = useQuery({
    ...useTrpc().reports.attribution.queryOptions(own.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="attribution" question={own.question}>
      <AttributionFilters own={own} />
      <ReportAnswer answer={answer}>
        {(report) => (
          <Attribution
            report={report}
            model={own.model}
            ordersOf={(kol) => ordersHref(own.asked.search, { kol })}
          />
        )}
      </ReportAnswer>
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
  const { orders, openJourneys, currency, value, measure, earlier } = report;
  const beside = useBeside(currency);
  const rateOf = (of: { orders: number; openJourneys: number }) =>
    ratio(of.orders, of.orders + of.openJourneys);
  const rate = rateOf(report);
  return (
    <StatGroup columns={4}>
      <Stat
        label={t('orders')}
        value={<Num value={orders} />}
        beside={earlier && beside.count({ now: orders, before: earlier.orders, good: 'up' })}
        hint={t('ordersHint')}
      />
      <Stat
        label={t('value')}
        value={<Money amount={value} currency={currency} />}
        beside={earlier && beside.money({ now: value, before: earlier.value, good: 'up' })}
        hint={t(measure === 'settled' ? 'settledHint' : 'placedHint')}
      />
      <Stat
        label={t('open')}
        value={<Num value={openJourneys} />}
        beside={earlier && beside.count({ now: openJourneys, before: earlier.openJourneys })}
        hint={t('openHint')}
      />
      <Stat
        label={t('rate')}
        value={<Rate ratio={rate} />}
        beside={earlier && beside.share({ now: rate, before: rateOf(earlier), good: 'up' })}
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
  const { currency, kols, earlier } = report;
  const { locale } = useUi();
  const { money, said } = useColumns<Row>(currency, earlierOf(earlier?.kols, kolOf));
  // An order may be shared.
  const orders = (id: string, header: string, of: (row: Row) => number) =>
    said({ id, header, of }, (value) => formatNum(value, locale, { digits: 1 }));
  return (
    <Card flush title={t('besidePay', { model: models(model) })} description={t('besidePayAbout')}>
      <Table
        caption={t('besidePay', { model: models(model) })}
        rows={kols}
        rowKey={(row) => row.kolId}
        rowHref={(row) => ordersOf?.(row.kolId)}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
          money({ id: 'paid', header: t('byPay'), of: ({ paid }) => paid.value }),
          money({ id: 'model', header: models(model), of: ({ by }) => by[model].value }),
          {
            id: 'difference',
            header: t('difference'),
            numeric: true,
            cell: ({ by, paid }) => (
              <Money amount={by[model].value - paid.value} currency={currency} signed />
            ),
          },
          orders('paidOrders', t('payOrders'), ({ paid }) => paid.orders),
          orders('modelOrders', t('modelOrders'), ({ by }) => by[model].orders),
        ]}
      />
    </Card>
  );
}

function EveryModel({ report }: { report: Report }) {
  const t = useTranslations('reports.attribution');
  const models = useTranslations('domain.models');
  const { currency, kols, earlier } = report;
  const { money } = useColumns<Row>(currency, earlierOf(earlier?.kols, kolOf));
  return (
    <Card flush title={t('compare')} description={t('compareAbout')}>
      <Table
        caption={t('compare')}
        rows={kols}
        rowKey={(row) => row.kolId}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
          money({ id: 'paid', header: t('byPay'), of: ({ paid }) => paid.value }, 'compact'),
          ...MODELS.map((model) =>
            money({ id: model, header: models(model), of: ({ by }) => by[model].value }, 'compact'),
          ),
        ]}
      />
    </Card>
  );
}

const wayOf = ({ kolIds }: Way) => kolIds.join(' ');

function Ways({ report }: { report: Report }) {
  const t = useTranslations('reports.attribution');
  const { currency, paths, earlier } = report;
  const { count, money, rate } = useColumns<Way>(currency, earlierOf(earlier?.paths, wayOf));
  return (
    <Card flush title={t('paths')} description={t('pathsAbout')}>
      <Table<Way>
        caption={t('paths')}
        rows={paths}
        rowKey={wayOf}
        columns={[
          { id: 'path', header: t('path'), primary: true, cell: ({ kols }) => kols.join(' → ') },
          count({ id: 'orders', header: t('orders'), of: ({ conversions }) => conversions }),
          money({ id: 'value', header: t('value'), of: ({ value }) => value }),
          count({ id: 'open', header: t('noOrder'), of: ({ nulls }) => nulls }),
          rate({
            id: 'conversion',
            header: t('conversion'),
            of: ({ conversions, nulls }) => ratio(conversions, conversions + nulls),
          }),
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
