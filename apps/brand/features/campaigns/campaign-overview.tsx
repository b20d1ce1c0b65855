'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { toDecimal } from '@kolony/kernel/currency';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { useErrorMessage } from '@kolony/shell';
import {
  BudgetGauge,
  Card,
  CardSkeleton,
  ErrorState,
  formatMoney,
  formatNum,
  Money,
  Notice,
  Num,
  Percent,
  RelativeTime,
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
import { type Noted, WithNotes } from '../reports/annotations.tsx';
import { CampaignTraffic } from './campaign-traffic.tsx';
import { usePeriod } from './period.ts';

type Report = BrandOutputs['reports']['campaign'];

export function CampaignOverview({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.campaign');
  const explain = useErrorMessage();
  const { days, options, setDays, period } = usePeriod();
  const trpc = useTrpc();
  const report = useQuery({
    ...trpc.reports.campaign.queryOptions({ campaignId: campaign.id, period }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  return (
    <div className="space-y-5">
      <div className="flex justify-end">
        <Segmented
          label={t('period')}
          value={days}
          onChange={setDays}
          options={options.map((value) => ({ value, label: t('lastDays', { days: Number(value) }) }))}
        />
      </div>
      {report.error && !report.data && (
        <ErrorState title={explain(report.error)} onRetry={() => report.refetch()} />
      )}
      {!report.data && !report.error && <StatsSkeleton count={8} />}
      {report.data && <Figures report={report.data} />}
      <CampaignTraffic campaignId={campaign.id} period={period} />
      <Budget campaign={campaign} />
      {report.data && <Trend report={report.data} noted={{ period, campaignId: campaign.id }} />}
      {report.data && <Kols report={report.data} />}
    </div>
  );
}

function Figures({ report }: { report: Report }) {
  const t = useTranslations('brand.campaign');
  const { currency, gmv } = report;
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  return (
    <div className="space-y-4">
      <StatGroup columns={4}>
        <Stat
          label={t('roi')}
          value={report.roi === null ? '–' : <Percent ratio={report.roi} digits={0} />}
          hint={t('roiHint')}
        />
        <Stat label={t('settledGmv')} value={money(gmv.settled)} hint={t('settledHint')} />
        <Stat label={t('cost')} value={money(report.cost)} hint={t('costHint')} />
        <Stat
          label={t('clicks')}
          value={<Num value={report.clicks} />}
          hint={t('clicksHint', { raw: report.rawClicks })}
        />
      </StatGroup>
      <Card title={t('fourNumbers')} description={t('fourNumbersHint')}>
        <StatGroup columns={5} card={false}>
          <Stat
            label={t('placed')}
            value={money(gmv.placed)}
            hint={t('orderCount', { count: report.orders })}
          />
          <Stat label={t('paid')} value={money(gmv.paid)} />
          <Stat label={t('completed')} value={money(gmv.completed)} />
          <Stat label={t('settled')} value={money(gmv.settled)} />
          <Stat label={t('refunded')} value={money(gmv.refunded === 0 ? 0 : -gmv.refunded)} />
        </StatGroup>
      </Card>
    </div>
  );
}

function Budget({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.budget');
  const accounts = useTranslations('domain.accounts');
  const explain = useErrorMessage();
  const spend = useQuery(useTrpc().budget.spend.queryOptions({ campaignId: campaign.id }));
  if (spend.error) return <ErrorState compact title={explain(spend.error)} onRetry={() => spend.refetch()} />;
  if (!spend.data) return <CardSkeleton lines={3} />;
  const { currency, funded, reserved, pending, payable, inPayout, paid, owed, alerts, ordersLeft } =
    spend.data;
  const highest = alerts.at(-1);
  return (
    <Card title={t('title')} description={t('rule')}>
      <BudgetGauge
        currency={currency}
        funded={funded}
        fundedLabel={t('funded')}
        freeLabel={t('free')}
        parts={[
          { id: 'paid', label: t('paid'), amount: paid - owed },
          { id: 'payable', label: accounts('payable'), amount: payable + inPayout },
          { id: 'pending', label: accounts('pending'), amount: pending },
          { id: 'reserved', label: accounts('reserved'), amount: reserved },
        ]}
      />
      {ordersLeft !== null && campaign.state === 'live' && (
        <p className="mt-3 text-sm text-muted">
          {ordersLeft === 0 ? t('lastOrder') : t('ordersLeft', { count: ordersLeft })}
        </p>
      )}
      {highest && campaign.state === 'live' && (
        <div className="mt-3">
          <Notice tone={highest.thresholdBp >= 9_500 ? 'danger' : 'warning'}>
            {t('alert', { percent: highest.thresholdBp / 100 })} <RelativeTime at={highest.at} />
          </Notice>
        </div>
      )}
    </Card>
  );
}

function Trend({ report, noted }: { report: Report; noted: Noted }) {
  const t = useTranslations('brand.campaign');
  const { locale } = useUi();
  const { currency, days } = report;
  const money = (amount: number) => formatMoney(amount, { currency, locale });
  return (
    <WithNotes noted={noted}>
      {(marks, actions) => (
        <div className="grid gap-5 lg:grid-cols-2">
          <TrendChart
            title={t('trafficChart')}
            summary={t('trafficSummary', { clicks: report.clicks, orders: report.orders })}
            series={[
              { id: 'clicks', label: t('clicks') },
              { id: 'orders', label: t('orders') },
            ]}
            points={days.map((day) => ({ x: day.day, values: { clicks: day.clicks, orders: day.orders } }))}
            format={(value) => formatNum(value, locale)}
            xLabel={t('day')}
            fileName="clicks-and-orders"
            marks={marks}
            actions={actions}
          />
          <TrendChart
            title={t('moneyChart')}
            summary={t('moneySummary', {
              placed: money(report.gmv.placed),
              settled: money(report.gmv.settled),
            })}
            series={[
              { id: 'placed', label: t('placed') },
              { id: 'settled', label: t('settled') },
            ]}
            points={days.map((day) => ({ x: day.day, values: { placed: day.placed, settled: day.settled } }))}
            format={money}
            formatShort={(amount) => formatMoney(amount, { currency, locale, style: 'compact' })}
            csvValue={(amount) => toDecimal(amount, currency)}
            xLabel={t('day')}
            fileName="gmv"
            marks={marks}
          />
        </div>
      )}
    </WithNotes>
  );
}

function Kols({ report }: { report: Report }) {
  const t = useTranslations('brand.campaign');
  const { currency } = report;
  const money = (amount: number) => <Money amount={amount} currency={currency} />;
  if (report.kols.length === 0) return null;
  return (
    <Card flush title={t('byKol')}>
      <Table
        caption={t('byKol')}
        rows={report.kols}
        rowKey={(row) => row.dealId}
        rowHref={(row) => `/deals/${row.dealId}`}
        columns={[
          { id: 'kol', header: t('kol'), primary: true, cell: (row) => row.displayName },
          { id: 'clicks', header: t('clicks'), numeric: true, cell: (row) => <Num value={row.clicks} /> },
          { id: 'orders', header: t('orders'), numeric: true, cell: (row) => <Num value={row.orders} /> },
          { id: 'placed', header: t('placed'), numeric: true, cell: (row) => money(row.gmv.placed) },
          { id: 'settled', header: t('settled'), numeric: true, cell: (row) => money(row.gmv.settled) },
          { id: 'cost', header: t('cost'), numeric: true, cell: (row) => money(row.cost) },
        ]}
      />
    </Card>
  );
}
