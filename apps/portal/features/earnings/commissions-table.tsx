'use client';
import { DataTable } from '@kolony/shell';
import { DateText, Money, StatusBadge } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { COMMISSION_TONE } from './commission-tone.ts';

export function CommissionsTable() {
  const t = useTranslations('portal.commissions');
  const states = useTranslations('domain.commissionStates');
  const list = useInfiniteQuery(
    useTrpc().earnings.list.infiniteQueryOptions(
      { limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const rows = list.data?.pages.flatMap((page) => page.data);
  return (
    <section aria-labelledby="commissions">
      <h2 id="commissions" className="mb-1 text-lg font-semibold">
        {t('title')}
      </h2>
      <p className="mb-3 text-muted">{t('about')}</p>
      <DataTable
        caption={t('title')}
        rows={rows}
        error={list.error}
        onRetry={() => list.refetch()}
        rowKey={(commission) => commission.id}
        rowHref={(commission) => `/earnings/${commission.id}`}
        columns={[
          { id: 'order', header: t('order'), primary: true, cell: (commission) => commission.orderId },
          { id: 'campaign', header: t('campaign'), cell: (commission) => commission.campaignName },
          {
            id: 'state',
            header: t('state'),
            cell: ({ state }) => <StatusBadge tone={COMMISSION_TONE[state]}>{states(state)}</StatusBadge>,
          },
          {
            id: 'amount',
            header: t('amount'),
            numeric: true,
            cell: ({ amount, reversed, currency }) => (
              <span className="block text-end">
                <Money amount={amount - reversed} currency={currency} />
                {reversed > 0 && (
                  <span className="block text-sm text-muted line-through">
                    <Money amount={amount} currency={currency} />
                  </span>
                )}
              </span>
            ),
          },
          {
            id: 'hold',
            header: t('holdUntil'),
            cell: ({ state, holdUntil }) =>
              state === 'pending' ? <DateText at={holdUntil} style="date" /> : '–',
          },
          {
            id: 'earned',
            header: t('earned'),
            hideOnPhone: true,
            cell: ({ createdAt }) => <DateText at={createdAt} style="datetime" />,
          },
        ]}
        more={
          list.hasNextPage
            ? { load: () => void list.fetchNextPage(), pending: list.isFetchingNextPage }
            : undefined
        }
        empty={{ title: t('none'), description: t('noneHint') }}
      />
    </section>
  );
}
