'use client';
import { useDuration, useHour, useTraitValue, useUrlState, useWeekday } from '@kolony/shell';
import {
  Card,
  formatNum,
  formatPercent,
  Num,
  Percent,
  Segmented,
  Select,
  Stat,
  StatGroup,
  Table,
  useUi,
} from '@kolony/ui';
import { BarChart, HeatMap } from '@kolony/ui/charts';
import { useTranslations } from 'next-intl';
import type { OwnReport } from './own-filters.tsx';

interface Shown {
  report: OwnReport;
}

const TRAITS = ['device', 'platform', 'country', 'referrer', 'medium', 'language', 'consent'] as const;
const MEASURES = ['clicks', 'orders'] as const;

export function WhenAndFromWhere({ report }: Shown) {
  return (
    <>
      <Waits report={report} />
      <Hours report={report} />
      <Traits report={report} />
    </>
  );
}

function Waits({ report: { waits } }: Shown) {
  const t = useTranslations('portal.reports');
  const { locale } = useUi();
  const duration = useDuration();
  if (waits.orders === 0) return null;
  const nameOf = ({ from, until }: OwnReport['waits']['classes'][number]) =>
    until === null ? t('over', { from: duration(from) }) : t('under', { until: duration(until) });
  const share = (orders: number) => <Percent ratio={orders / waits.orders} digits={0} />;
  return (
    <Card title={t('waits')} description={t('waitsAbout', { byCode: waits.byCode })}>
      <StatGroup card={false} columns={4}>
        <Stat label={t('median')} value={duration(waits.median)} />
        <Stat label={t('withinHour')} value={share(waits.withinHour)} />
        <Stat label={t('withinDay')} value={share(waits.withinDay)} />
        <Stat label={t('withinWeek')} value={share(waits.withinWeek)} />
      </StatGroup>
      <div className="mt-5">
        <BarChart
          level={3}
          title={t('classes')}
          summary={t('classesSummary', {
            share: formatPercent(waits.withinDay / waits.orders, locale, { digits: 0 }),
          })}
          series={[{ id: 'orders', label: t('orders') }]}
          points={waits.classes.map((row) => ({ x: nameOf(row), values: { orders: row.orders } }))}
          format={(value) => formatNum(value, locale)}
          xLabel={t('time')}
          height={200}
          fileName="my-time-to-order"
        />
      </div>
    </Card>
  );
}

function Hours({ report: { hours, timeZone } }: Shown) {
  const t = useTranslations('portal.reports');
  const { locale } = useUi();
  const weekdayOf = useWeekday();
  const hourOf = useHour();
  const [state, set] = useUrlState({ heat: 'clicks' });
  const measure = MEASURES.find((one) => one === state.heat) ?? 'clicks';
  const most = hours.reduce((a, b) => (b[measure] > a[measure] ? b : a));
  return (
    <Card>
      <div className="mb-3">
        <Segmented
          label={t('heat')}
          options={MEASURES.map((value) => ({ value, label: t(value) }))}
          value={measure}
          onChange={(value) => set({ heat: value })}
        />
      </div>
      <HeatMap
        title={t('hours')}
        summary={t('hoursSummary', {
          measure: t(measure),
          weekday: weekdayOf(most.weekday),
          hour: hourOf(most.hour),
          value: most[measure],
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
        format={(value) => formatNum(value, locale)}
        formatX={weekdayOf}
        everyHeader={6}
        xLabel={t('weekday')}
        fileName={`my-hours-${measure}`}
      />
    </Card>
  );
}

function Traits({ report: { traits } }: Shown) {
  const t = useTranslations('portal.reports');
  const names = useTranslations('domain.traits.names');
  const traitValue = useTraitValue();
  const [state, set] = useUrlState({ trait: 'device' });
  const trait = TRAITS.find((one) => one === state.trait) ?? 'device';
  return (
    <Card
      flush
      title={t('audience')}
      description={t('audienceAbout', { orders: traits.unknown.orders })}
      actions={
        <Select
          aria-label={t('by')}
          options={TRAITS.map((value) => ({ value, label: names(value) }))}
          value={trait}
          onChange={(event) => set({ trait: event.currentTarget.value })}
        />
      }
    >
      <Table
        caption={t('audience')}
        rows={traits.by[trait]}
        rowKey={({ value }) => value}
        columns={[
          { id: 'value', header: names(trait), primary: true, cell: ({ value }) => traitValue(trait, value) },
          { id: 'clicks', header: t('clicks'), numeric: true, cell: ({ clicks }) => <Num value={clicks} /> },
          { id: 'orders', header: t('orders'), numeric: true, cell: ({ orders }) => <Num value={orders} /> },
          {
            id: 'rate',
            header: t('conversion'),
            numeric: true,
            cell: ({ conversion }) => (conversion === null ? '–' : <Percent ratio={conversion} digits={1} />),
          },
        ]}
      />
    </Card>
  );
}
