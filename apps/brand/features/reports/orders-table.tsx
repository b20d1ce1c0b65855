'use client';
import type { BrandInputs } from '@kolony/rpc/brand';
import { DataTable, WHILE_SHOWN } from '@kolony/shell';
import { DateText, Money } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

/** The orders that a question is about, newest first; each opens its commission. */
export function OrdersTable({ question }: { question: BrandInputs['reports']['orders'] }) {
  const t = useTranslations('reports.orders');
  const { currency } = question;
  const orders = useInfiniteQuery(
    useTrpc().reports.orders.infiniteQueryOptions(
      { ...question, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, ...WHILE_SHOWN },
    ),
  );
  return (
    <DataTable
      prefix="orders"
      caption={t('title')}
      rows={orders.data?.pages.flatMap((page) => page.data)}
      error={orders.error}
      onRetry={() => orders.refetch()}
      rowKey={(order) => `${order.orderId} ${order.kolId}`}
      rowHref={(order) => (order.commissionId === '' ? undefined : `/commissions/${order.commissionId}`)}
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
