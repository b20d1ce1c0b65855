'use client';
import type { PayoutBatch } from '@kolony/payouts/schema';
import { DataTable } from '@kolony/shell';
import { BATCH_TONE } from '@kolony/shell/payouts';
import { Badge, DateText, Money, StatusBadge } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { BATCHES, nextPage } from './payouts-query.ts';

const STATES = ['proposed', 'approved', 'cancelled'] as const satisfies readonly PayoutBatch['state'][];

export function BatchesTab() {
  const t = useTranslations('brand.payouts');
  const states = useTranslations('domain.batchStates');
  const batches = useInfiniteQuery(useTrpc().payouts.batches.infiniteQueryOptions(BATCHES, nextPage));
  return (
    <DataTable
      prefix="batches"
      caption={t('tabs.batches')}
      rows={batches.data?.pages.flatMap((page) => page.data)}
      error={batches.error}
      onRetry={() => batches.refetch()}
      rowKey={(batch) => batch.id}
      rowHref={(batch) => `/payouts/${batch.id}`}
      filters={[
        {
          id: 'state',
          label: t('state'),
          options: STATES.map((value) => ({ value, label: states(value) })),
          match: (batch, value) => batch.state === value,
        },
      ]}
      columns={[
        {
          id: 'created',
          header: t('batch'),
          primary: true,
          cell: (batch) => <DateText at={batch.createdAt} style="datetime" />,
        },
        {
          id: 'state',
          header: t('state'),
          cell: (batch) => (
            <span className="flex flex-wrap gap-1.5">
              <StatusBadge tone={BATCH_TONE[batch.state]}>{states(batch.state)}</StatusBadge>
              {batch.needsAnother && <Badge>{t('waitsForAnother')}</Badge>}
            </span>
          ),
        },
        {
          id: 'by',
          header: t('preparedBy'),
          cell: (batch) => batch.createdByName ?? t('schedule'),
        },
        {
          id: 'paid',
          header: t('paidOf'),
          numeric: true,
          cell: (batch) =>
            t('paidCount', {
              paid: batch.payouts.filter((payout) => payout.state === 'paid').length,
              all: batch.payouts.length,
            }),
        },
        {
          id: 'total',
          header: t('sum'),
          numeric: true,
          cell: (batch) => <Money amount={batch.total} currency={batch.currency} />,
        },
      ]}
      more={
        batches.hasNextPage
          ? { load: () => void batches.fetchNextPage(), pending: batches.isFetchingNextPage }
          : undefined
      }
      empty={{ icon: <Layers />, title: t('noBatches'), description: t('noBatchesHint') }}
    />
  );
}
