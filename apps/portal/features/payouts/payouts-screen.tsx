'use client';
import type { PayoutState } from '@kolony/payouts/schema';
import { DataTable, PageHeader } from '@kolony/shell';
import { ButtonLink, DateText, Money, StatusBadge, type Tone } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const TONE: Record<PayoutState, Tone> = { approved: 'info', paid: 'success' };

export function PayoutsScreen() {
  const t = useTranslations('portal.payouts');
  const states = useTranslations('domain.payoutStates');
  const list = useInfiniteQuery(
    useTrpc().payouts.list.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <DataTable
        caption={t('title')}
        rows={list.data?.pages.flatMap((page) => page.data)}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(payout) => payout.id}
        columns={[
          { id: 'brand', header: t('brand'), primary: true, cell: (payout) => payout.brand.name },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => <StatusBadge tone={TONE[state]}>{states(state)}</StatusBadge>,
          },
          {
            id: 'net',
            header: t('net'),
            numeric: true,
            cell: ({ net, amount, recovered, currency }) => (
              <span className="block text-end">
                <Money amount={net} currency={currency} />
                {recovered > 0 && (
                  <span className="block text-sm text-muted">
                    <Money amount={amount} currency={currency} /> −{' '}
                    <Money amount={recovered} currency={currency} /> {t('recovered')}
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'commissions',
            header: t('commissions'),
            numeric: true,
            cell: (payout) => t('count', { count: payout.commissions }),
          },
          {
            id: 'approved',
            header: t('approvedAt'),
            cell: (payout) => <DateText at={payout.approvedAt} style="date" />,
          },
          {
            id: 'paid',
            header: t('paidAt'),
            cell: ({ paidAt }) => (paidAt ? <DateText at={paidAt} style="date" /> : t('notYet')),
          },
          { id: 'reference', header: t('reference'), cell: ({ reference }) => reference ?? '–' },
        ]}
        more={
          list.hasNextPage
            ? { load: () => void list.fetchNextPage(), pending: list.isFetchingNextPage }
            : undefined
        }
        empty={{
          icon: <Landmark />,
          title: t('none'),
          description: t('noneHint'),
          action: <ButtonLink href="/earnings">{t('toEarnings')}</ButtonLink>,
        }}
      />
    </>
  );
}
