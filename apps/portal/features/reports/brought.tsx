'use client';
import { toDecimal } from '@kolony/kernel/currency';
import { useUrlState } from '@kolony/shell';
import {
  Card,
  formatDay,
  formatMoney,
  formatNum,
  Money,
  Num,
  Percent,
  Segmented,
  Stat,
  StatGroup,
  Tooltip,
  useUi,
} from '@kolony/ui';
import { TrendChart } from '@kolony/ui/charts';
import { useTranslations } from 'next-intl';
import type { OwnReport } from './own-filters.tsx';

const MEASURES = ['clicks', 'orders', 'commission'] as const;

/** The figures of the period, and how they went by day. */
export function Brought({ report }: { report: OwnReport }) {
  const t = useTranslations('portal.reports');
  const { total, currency, customers } = report;
  const known = customers
    .filter(({ kind }) => kind !== 'unknown')
    .reduce((sum, { orders }) => sum + orders, 0);
  const fresh = customers.find(({ kind }) => kind === 'new')?.orders ?? 0;
  const about = (id: 'clicks' | 'orders' | 'commission' | 'fresh') => (
    <Tooltip text={t(`explain.${id}`)} label={t(id)} />
  );
  return (
    <>
      <StatGroup columns={4}>
        <Stat
          label={t('clicks')}
          aside={about('clicks')}
          value={<Num value={total.clicks} />}
          hint={t('visitorCount', { visitors: total.visitors })}
        />
        <Stat
          label={t('orders')}
          aside={about('orders')}
          value={<Num value={total.orders} />}
          hint={
            total.clicks > 0 ? (
              <>
                <Percent ratio={total.orders / total.clicks} digits={1} /> {t('ofClicks')}
              </>
            ) : undefined
          }
        />
        <Stat
          label={t('commission')}
          aside={about('commission')}
          value={<Money amount={total.commission} currency={currency} />}
        />
        <Stat
          label={t('fresh')}
          aside={about('fresh')}
          value={known > 0 ? <Percent ratio={fresh / known} digits={0} /> : '–'}
          hint={t('returning', { orders: known - fresh })}
        />
      </StatGroup>
      <Days report={report} />
    </>
  );
}

function Days({ report: { days, total, currency } }: { report: OwnReport }) {
  const t = useTranslations('portal.reports');
  const { locale } = useUi();
  const [state, set] = useUrlState({ chart: 'clicks' });
  const measure = MEASURES.find((one) => one === state.chart) ?? 'clicks';
  const say = (value: number) =>
    measure === 'commission' ? formatMoney(value, { currency, locale }) : formatNum(value, locale);
  const best = days.reduce((a, b) => (b[measure] > a[measure] ? b : a), days[0] ?? { day: '', ...total });
  return (
    <Card>
      <div className="mb-3">
        <Segmented
          label={t('chart')}
          options={MEASURES.map((value) => ({ value, label: t(value) }))}
          value={measure}
          onChange={(value) => set({ chart: value })}
        />
      </div>
      <TrendChart
        title={t('byDay', { measure: t(measure) })}
        summary={t('byDaySummary', {
          total: say(total[measure]),
          day: formatDay(best.day, locale),
          most: say(best[measure]),
        })}
        series={[{ id: measure, label: t(measure) }]}
        points={days.map((day) => ({ x: day.day, values: { [measure]: day[measure] } }))}
        format={say}
        csvValue={(value) => (measure === 'commission' ? toDecimal(value, currency) : value)}
        xLabel={t('day')}
        fileName={`my-${measure}`}
      />
    </Card>
  );
}
