'use client';
import type { PayoutState } from '@kolony/payouts/schema';
import { DataTable } from '@kolony/shell';
import { PAYOUT_TONE } from '@kolony/shell/payouts';
import { DateText, Money, StatusBadge } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { AccountBrief } from './account-brief.tsx';
import { HISTORY, nextPage } from './payouts-query.ts';

const STATES = [
  'proposed',
  'approved',
  'submitted',
  'in_doubt',
  'paid',
  'failed',
  'returned',
  'cancelled',
] as const satisfies readonly PayoutState[];

/** Every payout there ever was, in all its states. */
export function HistoryTab() {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.payoutStates');
  const payouts = useInfiniteQuery(useTrpc().payouts.list.infiniteQueryOptions(HISTORY, nextPage));
  return (
    <DataTable
      prefix="history"
      caption={t('tabs.history')}
      rows={payouts.data?.pages.flatMap((page) => page.data)}
      error={payouts.error}
      onRetry={() => payouts.refetch()}
      rowKey={(payout) => payout.id}
      rowHref={(payout) => `/payouts/${payout.batchId}`}
      searchText={(payout) => `${payout.payee.name} ${payout.reference ?? ''} ${payout.reason ?? ''}`}
      filters={[
        {
          id: 'state',
          label: t('state'),
          options: STATES.map((value) => ({ value, label: states(value) })),
          match: (payout, value) => payout.state === value,
        },
      ]}
      columns={[
        { id: 'payee', header: t('payee'), primary: true, cell: (payout) => payout.payee.name },
        {
          id: 'state',
          header: t('state'),
          cell: (payout) => (
            <StatusBadge tone={PAYOUT_TONE[payout.state]}>{states(payout.state)}</StatusBadge>
          ),
        },
        { id: 'account', header: t('account'), cell: (payout) => <AccountBrief account={payout.account} /> },
        {
          id: 'net',
          header: t('net'),
          numeric: true,
          cell: (payout) => <Money amount={payout.net} currency={payout.currency} />,
          sortValue: (payout) => payout.net,
        },
        {
          id: 'created',
          header: t('preparedAt'),
          cell: (payout) => <DateText at={payout.createdAt} style="date" />,
          sortValue: (payout) => payout.createdAt.getTime(),
        },
        {
          id: 'word',
          header: t('referenceOrReason'),
          cell: (payout) => payout.reason ?? payout.reference ?? '–',
        },
      ]}
      more={
        payouts.hasNextPage
          ? { load: () => void payouts.fetchNextPage(), pending: payouts.isFetchingNextPage }
          : undefined
      }
      empty={{ icon: <Landmark />, title: t('none'), description: t('noneHint') }}
    />
  );
}
