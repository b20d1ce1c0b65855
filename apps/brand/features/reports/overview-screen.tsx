'use client';
import type { BrandOutputs } from '@kolony/rpc/brand';
import { WHILE_SHOWN } from '@kolony/shell';
import { BudgetGauge, Card, EmptyState, Money, Num, StatGroup, Table } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ChartNoAxesCombined } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { Alerts } from './alerts.tsx';
import { type Noted, notedOf } from './annotations.tsx';
import { earlierOf, useBeside } from './beside.tsx';
import { useColumns } from './columns.tsx';
import { Definitions, MetricStat, Opens, Rate, Times } from './metric.tsx';
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
    ...useTrpc().reports.overview.queryOptions(asked.question, WHILE_SHOWN),
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
  const nothing =
    total.orders === 0 && total.rawClicks === 0 && total.cost === 0 && !report.earlier?.total.orders;
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

function Headline({ report: { total, earlier, currency } }: { report: OverviewReport }) {
  const beside = useBeside(currency);
  const was = earlier?.total;
  const money = (amount: number | null) =>
    amount === null ? '–' : <Money amount={amount} currency={currency} />;
  return (
    <StatGroup columns={5}>
      <MetricStat
        metric="roi"
        value={<Rate ratio={total.roi} digits={0} />}
        beside={was && beside.share({ now: total.roi, before: was.roi, good: 'up' })}
      />
      <MetricStat
        metric="roas"
        value={<Times value={total.roas} />}
        beside={was && beside.times({ now: total.roas, before: was.roas, good: 'up' })}
      />
      <MetricStat
        metric="cpa"
        value={money(total.cpa)}
        beside={was && beside.money({ now: total.cpa, before: was.cpa, good: 'down' })}
      />
      <MetricStat
        metric="aov"
        value={money(total.aov)}
        beside={was && beside.money({ now: total.aov, before: was.aov, good: 'up' })}
      />
      <MetricStat
        metric="conversion"
        value={<Rate ratio={total.conversion} digits={2} />}
        beside={was && beside.share({ now: total.conversion, before: was.conversion, good: 'up' })}
      />
    </StatGroup>
  );
}

const VALUES = ['placed', 'paid', 'completed', 'settled', 'refunded'] as const;

function FourValues({
  report: { total, earlier, currency },
  ordersOf,
}: {
  report: OverviewReport;
  ordersOf: OrdersOf | undefined;
}) {
  const t = useTranslations('reports.overview');
  const beside = useBeside(currency);
  const was = earlier?.total;
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
            beside={
              was &&
              beside.money({
                now: total.gmv[value],
                before: was.gmv[value],
                good: value === 'refunded' ? 'down' : 'up',
              })
            }
          />
        ))}
        <MetricStat
          metric="clicks"
          value={<Num value={total.clicks} />}
          beside={was && beside.count({ now: total.clicks, before: was.clicks, good: 'up' })}
        />
        <MetricStat
          metric="rawClicks"
          value={<Num value={total.rawClicks} />}
          beside={was && beside.count({ now: total.rawClicks, before: was.rawClicks })}
        />
        <MetricStat
          metric="orders"
          value={
            <Opens href={ordersOf?.({})}>
              <Num value={total.orders} />
            </Opens>
          }
          beside={was && beside.count({ now: total.orders, before: was.orders, good: 'up' })}
        />
        <MetricStat
          metric="cost"
          value={<Money amount={total.cost} currency={currency} />}
          beside={was && beside.money({ now: total.cost, before: was.cost })}
        />
        <MetricStat
          metric="settledCost"
          value={<Money amount={total.settledCost} currency={currency} />}
          beside={was && beside.money({ now: total.settledCost, before: was.settledCost })}
        />
      </StatGroup>
    </Card>
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
  const { currency, campaigns, earlier } = report;
  type Row = OverviewReport['campaigns'][number];
  const { counted, paid, rated } = useColumns<Row>(
    currency,
    earlierOf(earlier?.campaigns, ({ campaignId }) => campaignId),
  );
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
          counted('clicks', ({ clicks }) => clicks),
          counted('orders', ({ orders }) => orders),
          paid('placed', ({ gmv }) => gmv.placed),
          paid('settled', ({ gmv }) => gmv.settled),
          paid('cost', ({ cost }) => cost),
          rated('roi', ({ roi }) => roi, 0),
          paid('cpa', ({ cpa }) => cpa),
        ]}
      />
    </Card>
  );
}
