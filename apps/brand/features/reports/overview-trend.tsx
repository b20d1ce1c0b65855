'use client';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useUrlState } from '@kolony/shell';
import { Card, formatMoney, formatNum, Segmented, useUi } from '@kolony/ui';
import { TrendChart } from '@kolony/ui/charts';
import { useTranslations } from 'next-intl';
import { type Noted, WithNotes } from './annotations.tsx';

type OverviewReport = BrandOutputs['reports']['overview'];

const SHOWN = ['settled', 'placed', 'cost', 'orders', 'clicks'] as const;
const COUNTS: ReadonlySet<string> = new Set(['orders', 'clicks']);

/** One figure by day, with the compared days as a second line. */
export function OverviewTrend({ report, noted }: { report: OverviewReport; noted: Noted | null }) {
  const t = useTranslations('reports.overview');
  const metric = useTranslations('reports.metrics');
  const { locale } = useUi();
  const [{ trend }, set] = useUrlState({ trend: 'settled' });
  const shown = SHOWN.find((one) => one === trend) ?? 'settled';
  const { currency, days, earlier } = report;
  const money = !COUNTS.has(shown);
  const say = (value: number) =>
    money ? formatMoney(value, { currency, locale }) : formatNum(value, locale);
  const sumOf = (all: typeof days) => all.reduce((sum, day) => sum + day[shown], 0);
  const label = metric(`${shown}.label`);
  return (
    <Card>
      <WithNotes noted={noted}>
        {(marks, actions) => (
          <TrendChart
            title={t('trend')}
            summary={
              earlier
                ? t('trendBeside', { metric: label, now: say(sumOf(days)), before: say(sumOf(earlier.days)) })
                : t('trendAlone', { metric: label, now: say(sumOf(days)) })
            }
            series={[
              { id: 'now', label },
              ...(earlier ? [{ id: 'before', label: t('compared', { metric: label }) }] : []),
            ]}
            points={days.map((day, at) => ({
              x: day.day,
              values: { now: day[shown], before: earlier?.days[at]?.[shown] ?? null },
            }))}
            format={say}
            formatShort={(value) =>
              money
                ? formatMoney(value, { currency, locale, style: 'compact' })
                : formatNum(value, locale, { compact: true })
            }
            csvValue={(value) => (money ? toDecimal(value, currency) : value)}
            xLabel={t('day')}
            fileName={`overview-${shown}`}
            marks={marks}
            actions={actions}
          />
        )}
      </WithNotes>
      <div className="mt-4">
        <Segmented
          label={t('shown')}
          options={SHOWN.map((value) => ({ value, label: metric(`${value}.label`) }))}
          value={shown}
          onChange={(value) => set({ trend: value })}
        />
      </div>
    </Card>
  );
}
