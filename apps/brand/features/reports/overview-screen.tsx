'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { BudgetGauge, Card, EmptyState, Link, Money, Num, StatGroup, Table } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useTrpc } from '../../trpc.ts';
import { Alerts } from './alerts.tsx';
import { type Noted, notedOf } from './annotations.tsx';
import { Definitions, MetricStat, Rate, Times, useDeltas } from './metric.tsx';
import { OverviewTrend } from './overview-trend.tsx';
import { type OrdersOf, ordersHref, useQuestion } from './question.ts';
import { ReportAnswer } from './report-answer.tsx';
import { ReportFilters } from './report-filters.tsx';
import { ReportPage } from './report-page.tsx';
import { WhatChanged } from './what-changed.tsx';

type OverviewReport = BrandOutputs['reports']['overview'];

/** How it goes, what it cost, and why it changed. */
export function OverviewScreen() {
  const asked = useQuestion();
  const answer = useQuery({
    ...useTrpc().reports.overview.queryOptions(asked.question),
    placeholderData: keepPreviousData,
  });
  return (
    <ReportPage name="overview" question={asked.question}>
      <ReportFilters asked={asked} />
      <Alerts asked={asked} />
      <ReportAnswer answer={answer}>
        {(report) => (
          <Overview
            report={report}
            ordersOf={(filter) => ordersHref(asked.search, filter)}
            noted={notedOf(asked.question, report)}
          />
        )}
      </ReportAnswer>
    </ReportPage>
  );
}

export function Overview({
  report,
  ordersOf,
  noted = null,
}: {
  report: OverviewReport;
  ordersOf?: OrdersOf;
  noted?: Noted | null;
}) {
  const t = useTranslations('reports.overview');
  const { total, budget } = report;
  const nothing = total.orders === 0 && total.rawClicks === 0 && total.cost === 0 && !report.previous?.orders;
  return (
    <div className="space-y-5">
      {nothing ? (
        <EmptyState icon={<ChartNoAxesCombined />} title={t('none')} description={t('noneAbout')} />
      ) : (
        <>
          <Headline report={report} />
          <FourValues report={report} ordersOf={ordersOf} />
          {report.change && <WhatChanged report={report} change={report.change} ordersOf={ordersOf} />}
          <OverviewTrend report={report} noted={noted} />
        </>
      )}
      {budget.campaigns > 0 && <Budget report={report} />}
      {!nothing && <Campaigns report={report} ordersOf={ordersOf} />}
    </div>
  );
}

function Headline({ report: { total, previous, currency } }: { report: OverviewReport }) {
  const { delta, points } = useDeltas();
  const money = (amount: number | null) =>
    amount === null ? '–' : <Money amount={amount} currency={currency} />;
  return (
    <StatGroup columns={5}>
      <MetricStat
        metric="roi"
        value={<Rate ratio={total.roi} digits={0} />}
        delta={points({ now: total.roi, before: previous?.roi, good: 'up' })}
      />
      <MetricStat
        metric="roas"
        value={<Times value={total.roas} />}
        delta={delta({ now: total.roas, before: previous?.roas, good: 'up' })}
      />
      <MetricStat
        metric="cpa"
        value={money(total.cpa)}
        delta={delta({ now: total.cpa, before: previous?.cpa, good: 'down' })}
      />
      <MetricStat
        metric="aov"
        value={money(total.aov)}
        delta={delta({ now: total.aov, before: previous?.aov, good: 'up' })}
      />
      <MetricStat
        metric="conversion"
        value={<Rate ratio={total.conversion} digits={2} />}
        delta={points({ now: total.conversion, before: previous?.conversion, good: 'up' })}
      />
    </StatGroup>
  );
}

const VALUES = ['placed', 'paid', 'completed', 'settled', 'refunded'] as const;

function FourValues({
  report: { total, previous, currency },
  ordersOf,
}: {
  report: OverviewReport;
  ordersOf: OrdersOf | undefined;
}) {
  const t = useTranslations('reports.overview');
  const { delta } = useDeltas();
  return (
    <Card title={t('values')} description={t('valuesAbout')}>
      <StatGroup columns={5} card={false}>
        {VALUES.map((value) => (
          <MetricStat
            key={value}
            metric={value}
            value={
              <Opens href={ordersOf?.({ reached: value })}>
                <Money amount={total.gmv[value]} currency={currency} />
              </Opens>
            }
            delta={delta({
              now: total.gmv[value],
              before: previous?.gmv[value],
              good: value === 'refunded' ? 'down' : 'up',
            })}
          />
        ))}
        <MetricStat
          metric="clicks"
          value={<Num value={total.clicks} />}
          delta={delta({ now: total.clicks, before: previous?.clicks, good: 'up' })}
        />
        <MetricStat metric="rawClicks" value={<Num value={total.rawClicks} />} />
        <MetricStat
          metric="orders"
          value={
            <Opens href={ordersOf?.({})}>
              <Num value={total.orders} />
            </Opens>
          }
          delta={delta({ now: total.orders, before: previous?.orders, good: 'up' })}
        />
        <MetricStat
          metric="cost"
          value={<Money amount={total.cost} currency={currency} />}
          delta={delta({ now: total.cost, before: previous?.cost })}
        />
        <MetricStat metric="settledCost" value={<Money amount={total.settledCost} currency={currency} />} />
      </StatGroup>
    </Card>
  );
}

/** A number that opens into its orders, where they may be opened. */
function Opens({ href, children }: { href: string | undefined; children: ReactNode }) {
  return href === undefined ? (
    children
  ) : (
    <Link href={href} look="plain" className="hover:underline">
      {children}
    </Link>
  );
}

function Budget({ report: { budget, currency } }: { report: OverviewReport }) {
  const t = useTranslations('reports.overview');
  const own = useTranslations('brand.budget');
  const accounts = useTranslations('domain.accounts');
  return (
    <Card title={t('budget')} description={t('budgetAbout', { campaigns: budget.campaigns })}>
      <BudgetGauge
        currency={currency}
        funded={budget.funded}
        fundedLabel={own('funded')}
        freeLabel={own('free')}
        parts={[
          { id: 'paid', label: own('paid'), amount: budget.paid - budget.owed },
          { id: 'payable', label: accounts('payable'), amount: budget.payable + budget.inPayout },
          { id: 'pending', label: accounts('pending'), amount: budget.pending },
          { id: 'reserved', label: accounts('reserved'), amount: budget.reserved },
        ]}
      />
    </Card>
  );
}

function Campaigns({ report, ordersOf }: { report: OverviewReport; ordersOf: OrdersOf | undefined }) {
  const t = useTranslations('reports.overview');
  const metric = useTranslations('reports.metrics');
  const { currency, campaigns } = report;
  const money = (amount: number | null) =>
    amount === null ? '–' : <Money amount={amount} currency={currency} />;
  type Row = OverviewReport['campaigns'][number];
  return (
    <Card
      flush
      title={t('campaigns')}
      description={t('campaignsAbout')}
      footer={
        <Definitions metrics={['clicks', 'orders', 'placed', 'settled', 'cost', 'roi', 'roas', 'cpa']} />
      }
    >
      <Table<Row>
        caption={t('campaigns')}
        rows={campaigns}
        rowKey={(row) => row.campaignId}
        {...(ordersOf ? { rowHref: (row) => ordersOf({ campaign: row.campaignId }) } : {})}
        columns={[
          { id: 'campaign', header: t('campaign'), primary: true, cell: (row) => row.name },
          {
            id: 'clicks',
            header: metric('clicks.label'),
            numeric: true,
            cell: (row) => <Num value={row.clicks} />,
          },
          {
            id: 'orders',
            header: metric('orders.label'),
            numeric: true,
            cell: (row) => <Num value={row.orders} />,
          },
          {
            id: 'placed',
            header: metric('placed.label'),
            numeric: true,
            cell: (row) => money(row.gmv.placed),
          },
          {
            id: 'settled',
            header: metric('settled.label'),
            numeric: true,
            cell: (row) => money(row.gmv.settled),
          },
          { id: 'cost', header: metric('cost.label'), numeric: true, cell: (row) => money(row.cost) },
          {
            id: 'roi',
            header: metric('roi.label'),
            numeric: true,
            cell: (row) => <Rate ratio={row.roi} digits={0} />,
          },
          { id: 'cpa', header: metric('cpa.label'), numeric: true, cell: (row) => money(row.cpa) },
        ]}
      />
    </Card>
  );
}
