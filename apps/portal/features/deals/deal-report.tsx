'use client';
import type { Deal } from '@kolony/deals/schema';
import type { Link } from '@kolony/links/schema';
import type { PortalOutputs } from '@kolony/rpc/portal';
import { useErrorMessage } from '@kolony/shell';
import {
  Card,
  ErrorState,
  formatMoney,
  formatNum,
  Money,
  Num,
  Segmented,
  Stat,
  StatGroup,
  StatsSkeleton,
  Table,
  useUi,
} from '@kolony/ui';
import { TrendChart } from '@kolony/ui/charts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { REFRESH_MS, useLinkName } from './link-name.ts';
import { PERIOD_DAYS, usePeriod } from './period.ts';
import { RecentClicks } from './recent-clicks.tsx';

type Report = PortalOutputs['reports']['deal'];

/** Every five seconds while somebody looks: a click made now is seen now. */

export function DealReport({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.report');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const { days, setDays, period } = usePeriod();
  const links = useQuery(trpc.links.list.queryOptions({ dealId: deal.id }));
  const report = useQuery({
    ...trpc.reports.deal.queryOptions({ dealId: deal.id, period }),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  const labels = new Map(links.data?.map((link) => [link.id, link]));
  return (
    <section aria-labelledby="report" className="space-y-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="report" className="text-lg font-semibold">
          {t('title')}
        </h2>
        <Segmented
          label={t('period')}
          value={days}
          onChange={setDays}
          options={PERIOD_DAYS.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) }))}
        />
      </div>
      {report.error && !report.data && (
        <ErrorState compact title={explain(report.error)} onRetry={() => report.refetch()} />
      )}
      {!report.data && !report.error && <StatsSkeleton count={4} />}
      {report.data && (
        <>
          <Figures report={report.data} />
          <Trend report={report.data} />
          <ByLink report={report.data} labels={labels} />
        </>
      )}
      <RecentClicks dealId={deal.id} labels={labels} />
    </section>
  );
}

function Figures({ report }: { report: Report }) {
  const t = useTranslations('portal.report');
  return (
    <StatGroup columns={4}>
      <Stat label={t('rawClicks')} value={<Num value={report.rawClicks} />} hint={t('rawClicksHint')} />
      <Stat label={t('clicks')} value={<Num value={report.clicks} />} hint={t('clicksHint')} />
      <Stat label={t('orders')} value={<Num value={report.orders} />} hint={t('ordersHint')} />
      <Stat
        label={t('commission')}
        value={<Money amount={report.cost} currency={report.currency} />}
        hint={t('commissionHint')}
      />
    </StatGroup>
  );
}

function Trend({ report }: { report: Report }) {
  const t = useTranslations('portal.report');
  const { locale } = useUi();
  const commission = formatMoney(report.cost, { currency: report.currency, locale });
  return (
    <Card>
      <TrendChart
        title={t('chart')}
        summary={t('summary', { clicks: report.clicks, orders: report.orders, commission })}
        series={[
          { id: 'clicks', label: t('clicks') },
          { id: 'orders', label: t('orders') },
        ]}
        points={report.days.map((day) => ({
          x: day.day,
          values: { clicks: day.clicks, orders: day.orders },
        }))}
        format={(value) => formatNum(value, locale)}
        xLabel={t('day')}
        fileName="clicks-and-orders"
      />
    </Card>
  );
}

function ByLink({ report, labels }: { report: Report; labels: ReadonlyMap<string, Link> }) {
  const t = useTranslations('portal.report');
  const nameOf = useLinkName(labels);
  if (report.links.length === 0) return null;
  return (
    <Card flush title={t('byLink')}>
      <Table
        caption={t('byLink')}
        rows={report.links}
        rowKey={(row) => row.linkId}
        columns={[
          {
            id: 'link',
            header: t('link'),
            primary: true,
            cell: (row) => (row.linkId === '' ? t('byCode') : nameOf(row.linkId)),
          },
          { id: 'raw', header: t('rawClicks'), numeric: true, cell: (row) => <Num value={row.rawClicks} /> },
          { id: 'clicks', header: t('clicks'), numeric: true, cell: (row) => <Num value={row.clicks} /> },
          { id: 'scans', header: t('scans'), numeric: true, cell: (row) => <Num value={row.scans} /> },
          {
            id: 'pages',
            header: t('pageClicks'),
            numeric: true,
            cell: (row) => <Num value={row.pageClicks} />,
          },
          {
            id: 'visitors',
            header: t('visitors'),
            numeric: true,
            cell: (row) => <Num value={row.visitors} />,
          },
          { id: 'orders', header: t('orders'), numeric: true, cell: (row) => <Num value={row.orders} /> },
          {
            id: 'commission',
            header: t('commission'),
            numeric: true,
            cell: (row) => <Money amount={row.cost} currency={report.currency} />,
          },
        ]}
      />
    </Card>
  );
}
