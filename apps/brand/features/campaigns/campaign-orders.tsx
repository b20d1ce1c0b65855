'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { DataTable } from '@kolony/shell';
import { DateText, Money } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { usePeriod } from './period.ts';

/** The orders behind the numbers; each opens its commission. */
export function CampaignOrders({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.orders');
  const { period } = usePeriod();
  const { currency } = campaign;
  const orders = useInfiniteQuery(
    useTrpc().reports.orders.infiniteQueryOptions(
      { campaignId: campaign.id, period, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return (
    <DataTable
      prefix="orders"
      caption={t('title')}
      rows={orders.data?.pages.flatMap((page) => page.data)}
      error={orders.error}
      onRetry={() => orders.refetch()}
      rowKey={(order) => order.orderId}
      rowHref={(order) => `/commissions/${order.commissionId}`}
      searchText={(order) => `${order.orderId} ${order.displayName}`}
      {...(orders.hasNextPage
        ? { more: { load: () => void orders.fetchNextPage(), pending: orders.isFetchingNextPage } }
        : {})}
      columns={[
        { id: 'order', header: t('order'), primary: true, cell: (order) => order.orderId },
        {
          id: 'at',
          header: t('at'),
          cell: (order) => <DateText at={order.at} style="datetime" />,
          sortValue: (order) => order.at.getTime(),
        },
        { id: 'kol', header: t('kol'), cell: (order) => order.displayName },
        {
          id: 'placed',
          header: t('placed'),
          numeric: true,
          cell: (order) => <Money amount={order.placed} currency={currency} />,
          sortValue: (order) => order.placed,
        },
        {
          id: 'refunded',
          header: t('refunded'),
          numeric: true,
          cell: (order) =>
            order.refunded === 0 ? '–' : <Money amount={-order.refunded} currency={currency} />,
        },
        {
          id: 'commission',
          header: t('commission'),
          numeric: true,
          cell: (order) => <Money amount={order.commission} currency={currency} />,
          sortValue: (order) => order.commission,
        },
      ]}
      empty={{ title: t('none'), description: t('noneHint') }}
    />
  );
}
