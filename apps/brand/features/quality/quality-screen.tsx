'use client';
import type { HeldOrder } from '@kolony/commissions/schema';
import { DataTable, PageHeader, useTableState } from '@kolony/shell';
import { CheckReasons } from '@kolony/shell/checks';
import { Button, DateText, Money, Num, StatusBadge } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { CHECK_STATES, CHECK_TONE, LIVE, nextPage, qualityQuery } from './quality-query.ts';

const DecideDialog = dynamic(() => import('./decide-dialog.tsx'));

/** Orders that broke a rule: what was seen, and what a person decides about it. */
export function QualityScreen() {
  const t = useTranslations('brand.quality');
  const states = useTranslations('domain.checks.states');
  const may = useMay();
  const state = useTableState({ filterIds: ['state'] });
  const [deciding, setDeciding] = useState<HeldOrder | null>(null);
  const orders = useInfiniteQuery({
    ...useTrpc().quality.list.infiniteQueryOptions(qualityQuery({ state: state.filters.state }), nextPage),
    placeholderData: keepPreviousData,
    ...LIVE,
  });
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <DataTable
        caption={t('title')}
        rows={orders.data?.pages.flatMap((page) => page.data)}
        error={orders.error}
        onRetry={() => orders.refetch()}
        rowKey={(order) => order.conversionId}
        state={state}
        filters={[
          {
            id: 'state',
            label: t('state'),
            options: CHECK_STATES.map((value) => ({ value, label: states(value) })),
          },
        ]}
        columns={[
          {
            id: 'order',
            header: t('order'),
            primary: true,
            cell: (order) => (
              <span className="block min-w-36">
                {order.orderId}
                <span className="block text-sm text-muted">
                  <DateText at={order.orderedAt} style="datetime" />
                </span>
              </span>
            ),
          },
          {
            id: 'state',
            header: t('state'),
            cell: (order) => (
              <StatusBadge tone={CHECK_TONE[order.state]}>
                {states(order.state)} · <Num value={order.score} />
              </StatusBadge>
            ),
          },
          {
            id: 'reasons',
            header: t('reasons'),
            cell: (order) => (
              <div className="min-w-48 text-start text-sm">
                <CheckReasons reasons={order.reasons} />
              </div>
            ),
          },
          {
            id: 'kol',
            header: t('kol'),
            cell: (order) => (
              <span className="block min-w-28 text-end sm:text-start">
                {order.kolName}
                <span className="block text-sm text-muted">{order.campaignName}</span>
              </span>
            ),
          },
          {
            id: 'commission',
            header: t('commission'),
            numeric: true,
            cell: (order) => (
              <span className="block text-end">
                <Money amount={order.commission} currency={order.commissionCurrency} />
                <span className="block text-sm text-muted">
                  <Money amount={order.amount} currency={order.currency} />
                </span>
              </span>
            ),
          },
          {
            id: 'decide',
            header: '',
            bare: true,
            cell: (order) =>
              order.state === 'held' && may('deal.write') ? (
                <Button
                  size="sm"
                  onClick={() => setDeciding(order)}
                  aria-label={t('decideOn', { order: order.orderId })}
                >
                  {t('decide')}
                </Button>
              ) : null,
          },
        ]}
        more={
          orders.hasNextPage
            ? { load: () => void orders.fetchNextPage(), pending: orders.isFetchingNextPage }
            : undefined
        }
        empty={{ icon: <ShieldCheck />, title: t('none'), description: t('noneHint') }}
      />
      {deciding && <DecideDialog order={deciding} onClose={() => setDeciding(null)} />}
    </>
  );
}
