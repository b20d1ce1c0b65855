'use client';
import { formatNum, Link, Percent, Stat, type StatProps, Tooltip, useUi } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';

/** The numbers that reports define; the definitions are one click away wherever they are shown. */
const METRICS = [
  'roi',
  'roas',
  'cpa',
  'aov',
  'conversion',
  'refundRate',
  'placed',
  'paid',
  'completed',
  'settled',
  'refunded',
  'kept',
  'cost',
  'settledCost',
  'clicks',
  'rawClicks',
  'orders',
  'settledOrders',
  'marginal',
] as const;
export type Metric = (typeof METRICS)[number];

/** A figure with its name and its definition. */
export function MetricStat({ metric, ...stat }: Omit<StatProps, 'label' | 'aside'> & { metric: Metric }) {
  const t = useTranslations('reports.metrics');
  const label = t(`${metric}.label`);
  return (
    <Stat
      label={label}
      aside={<Tooltip text={t(`${metric}.about`)} label={t('definition', { metric: label })} />}
      {...stat}
    />
  );
}

/** What the columns of a table mean, folded. */
export function Definitions({ metrics }: { metrics: readonly Metric[] }) {
  const t = useTranslations('reports.metrics');
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-muted hover:text-text">{t('definitions')}</summary>
      <dl className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {metrics.map((metric) => (
          <div key={metric}>
            <dt className="font-medium">{t(`${metric}.label`)}</dt>
            <dd className="text-muted">{t(`${metric}.about`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** A rate, or a dash where there is nothing to divide by. */
export function Rate({ ratio, digits = 1 }: { ratio: number | null; digits?: number }) {
  return ratio === null ? '–' : <Percent ratio={ratio} digits={digits} />;
}

/** "6.7×": what one unit of cost brought. */
export function Times({ value }: { value: number | null }) {
  const { locale } = useUi();
  return value === null ? '–' : `${formatNum(value, locale, { digits: 2 })}×`;
}

/** A number that opens into its orders, where they may be opened. */
export function Opens({ href, children }: { href: string | undefined; children: ReactNode }) {
  return href === undefined ? (
    children
  ) : (
    <Link href={href} look="plain" className="hover:underline">
      {children}
    </Link>
  );
}
