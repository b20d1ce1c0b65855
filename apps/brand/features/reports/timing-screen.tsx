'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { DataTable, useDuration, useHour, useUrlState, useWeekday, WHILE_SHOWN } from '@kolony/shell';
import {
  Card,
  EmptyState,
  formatMoney,
  formatNum,
  formatPercent,
  Link,
  Segmented,
  Stat,
  StatGroup,
  Tooltip,
  useUi,
} from '@kolony/ui';
import { BarChart, HeatMap } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { earlierOf, kolOf, useBeside } from './beside.tsx';
import { ratio, useColumns } from './columns.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';

type Report = BrandOutputs['reports']['timing'];
type Row = Report['kols'][number];
interface Shown {
  report: Report;
  ordersOf?: OrdersOf | undefined;
}

/** How long customers think, and when they click and buy. */
export function TimingScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.timing.queryOptions(asked.question, WHILE_SHOWN),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="timing" question={asked.question}>
      <ReportFilters asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => <Timing report={report} ordersOf={(filter) => ordersHref(asked.search, filter)} />}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Timing({ report, ordersOf }: Shown) {
  const t = useTranslations('reports.timing');
  if (report.hours.every(({ clicks, orders }) => clicks + orders === 0))
    return <EmptyState icon={<Clock />} title={t('none')} description={t('noneAbout')} />;
  return (
    <div className="space-y-5">
      <Waits report={report} />
      <Classes report={report} ordersOf={ordersOf} />
      <Hours report={report} ordersOf={ordersOf} />
      <ByKol report={report} ordersOf={ordersOf} />
    </div>
  );
}

function Waits({ report: { waits, earlier, currency } }: Shown) {
  const t = useTranslations('reports.timing');
  const { locale } = useUi();
  const duration = useDuration();
  const beside = useBeside(currency);
  const was = earlier?.waits;
  const share = (within: 'withinHour' | 'withinDay' | 'withinWeek') => {
    const now = ratio(waits[within], waits.orders);
    return {
      value: now === null ? '–' : formatPercent(now, locale, { digits: 1 }),
      beside: was && beside.share({ now, before: ratio(was[within], was.orders) }),
    };
  };
  return (
    <StatGroup columns={5}>
      <Stat
        label={t('median')}
        aside={<Tooltip text={t('medianAbout')} label={t('median')} />}
        value={duration(waits.median)}
        beside={was && beside.said({ now: waits.median, before: was.median }, duration)}
        hint={t('ordersByClick', { orders: waits.orders })}
      />
      <Stat
        label={t('p90')}
        aside={<Tooltip text={t('p90About')} label={t('p90')} />}
        value={duration(waits.p90)}
        beside={was && beside.said({ now: waits.p90, before: was.p90 }, duration)}
      />
      <Stat label={t('withinHour')} {...share('withinHour')} />
      <Stat label={t('withinDay')} {...share('withinDay')} />
      <Stat label={t('withinWeek')} {...share('withinWeek')} />
    </StatGroup>
  );
}

function Classes({ report: { waits, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.timing');
  const { locale } = useUi();
  const duration = useDuration();
  const nameOf = ({ from, until }: Report['waits']['classes'][number]) =>
    until === null ? t('over', { from: duration(from) }) : t('under', { until: duration(until) });
  const largest = waits.classes.reduce((a, b) => (b.orders > a.orders ? b : a));
  return (
    <Card>
      <BarChart
        title={t('classes')}
        summary={t('classesSummary', { orders: largest.orders, all: waits.orders, name: nameOf(largest) })}
        series={[
          { id: 'orders', label: t('orders') },
          ...(earlier ? [{ id: 'before', label: t('before') }] : []),
        ]}
        points={waits.classes.map((row, at) => ({
          x: nameOf(row),
          values: {
            orders: row.orders,
            ...(earlier ? { before: earlier.waits.classes[at]?.orders ?? null } : {}),
          },
        }))}
        format={(value) => formatNum(value, locale)}
        xLabel={t('time')}
        fileName="time-to-order"
      />
      {ordersOf && (
        <ul className="mt-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {waits.classes
            .filter(({ orders }) => orders > 0)
            .map((row) => (
              <li key={row.from}>
                <Link
                  href={ordersOf({
                    waitedFrom: row.from,
                    ...(row.until === null ? {} : { waitedUntil: row.until }),
                  })}
                >
                  {nameOf(row)}: {formatNum(row.orders, locale)}
                </Link>
              </li>
            ))}
        </ul>
      )}
      <p className="mt-3 text-sm text-muted">
        {t('rule')}{' '}
        {ordersOf && waits.byCode > 0 ? (
          <Link href={ordersOf({ by: 'code' })}>{t('byCode', { orders: waits.byCode })}</Link>
        ) : (
          t('byCode', { orders: waits.byCode })
        )}
      </p>
    </Card>
  );
}

const MEASURES = ['orders', 'placed', 'clicks'] as const;

function Hours({ report: { hours, currency, timeZone }, ordersOf }: Shown) {
  const t = useTranslations('reports.timing');
  const { locale } = useUi();
  const weekdayOf = useWeekday();
  const hourOf = useHour();
  const [state, set] = useUrlState({ heat: 'orders' });
  const measure = MEASURES.find((one) => one === state.heat) ?? 'orders';
  const say = (value: number) =>
    measure === 'placed' ? formatMoney(value, { currency, locale }) : formatNum(value, locale);
  const most = hours.reduce((a, b) => (b[measure] > a[measure] ? b : a));
  return (
    <Card>
      <div className="mb-3">
        <Segmented
          label={t('heat')}
          options={MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
          value={measure}
          onChange={(value) => set({ heat: value })}
        />
      </div>
      <HeatMap
        title={t('hours')}
        summary={t('hoursSummary', {
          weekday: weekdayOf(most.weekday),
          hour: hourOf(most.hour),
          value: say(most[measure]),
          measure: t(`measures.${measure}`),
          zone: timeZone,
        })}
        series={Array.from({ length: 24 }, (_, hour) => ({ id: String(hour), label: hourOf(hour) }))}
        points={[1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
          x: String(weekday),
          values: Object.fromEntries(
            hours
              .filter((cell) => cell.weekday === weekday)
              .map((cell) => [String(cell.hour), cell[measure]]),
          ),
        }))}
        format={say}
        formatX={weekdayOf}
        csvValue={(value) => (measure === 'placed' ? toDecimal(value, currency) : value)}
        everyHeader={3}
        xLabel={t('weekday')}
        fileName={`hours-${measure}`}
        {...(ordersOf && measure !== 'clicks'
          ? {
              hrefOf: (weekday: string, hour: string) =>
                ordersOf({ weekday: Number(weekday), hour: Number(hour) }),
            }
          : {})}
      />
    </Card>
  );
}

function ByKol({ report: { kols, kolCount, currency, earlier }, ordersOf }: Shown) {
  const t = useTranslations('reports.timing');
  const duration = useDuration();
  const { counted, rate, said } = useColumns<Row>(currency, earlierOf(earlier?.kols, kolOf));
  const wait = (id: 'median' | 'p90') => said({ id, header: t(id), of: (row) => row[id] }, duration);
  const within = (id: 'withinHour' | 'withinDay' | 'withinWeek') =>
    rate({ id, header: t(id), of: (row) => ratio(row[id], row.orders) });
  return (
    <section className="space-y-3">
      <h2 className="text-md font-semibold">{t('byKol')}</h2>
      <DataTable<Row>
        prefix="waits"
        caption={t('byKol')}
        rows={kols}
        rowKey={kolOf}
        {...(ordersOf ? { rowHref: ({ kolId }: Row) => ordersOf({ kol: kolId, by: 'click' }) } : {})}
        searchText={({ displayName }) => displayName}
        defaultSort={{ id: 'orders', desc: true }}
        columns={[
          {
            id: 'kol',
            header: t('kol'),
            primary: true,
            cell: ({ displayName }) => displayName,
            sortValue: ({ displayName }) => displayName,
          },
          counted('orders', ({ orders }) => orders),
          wait('median'),
          wait('p90'),
          within('withinHour'),
          within('withinDay'),
          within('withinWeek'),
        ]}
        empty={{ title: t('noWaits'), description: t('noWaitsAbout') }}
      />
      {kolCount > kols.length && (
        <p className="text-sm text-muted">{t('more', { kols: kolCount - kols.length })}</p>
      )}
    </section>
  );
}
