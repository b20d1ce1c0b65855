'use client';
import type { Connection } from '@kolony/connectors/schema';
import { DataTable, useTableState } from '@kolony/shell';
import { RelativeTime, StatusBadge } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { LIVE, nextPage } from '../webhooks/deliveries-query.ts';
import { OUTCOME_TONE, OUTCOMES } from './connection-states.ts';
import { eventsQuery } from './events-query.ts';
import { useWhy } from './why.ts';

/** What a shop sent in the last ninety days, newest first, and what came of it. */
export function EventsTable({ connection }: { connection: Connection }) {
  const t = useTranslations('brand.connections');
  const why = useWhy();
  const state = useTableState({ filterIds: ['outcome'] });
  const events = useInfiniteQuery({
    ...useTrpc().connections.events.infiniteQueryOptions(
      eventsQuery({ id: connection.id, outcome: state.filters.outcome }),
      nextPage,
    ),
    placeholderData: keepPreviousData,
    ...LIVE,
  });
  return (
    <DataTable
      caption={t('log')}
      rows={events.data?.pages.flatMap((page) => page.data)}
      error={events.error}
      onRetry={() => events.refetch()}
      rowKey={({ no }) => no}
      state={state}
      filters={[
        {
          id: 'outcome',
          label: t('outcome'),
          options: OUTCOMES.map((value) => ({ value, label: t(`outcomes.${value}`) })),
        },
      ]}
      columns={[
        { id: 'topic', header: t('topic'), primary: true, cell: ({ topic }) => <code>{topic || '–'}</code> },
        {
          id: 'order',
          header: t('order'),
          cell: ({ orderId }) => (orderId ? <span className="break-all">{orderId}</span> : '–'),
        },
        {
          id: 'outcome',
          header: t('outcome'),
          cell: (event) => (
            <StatusBadge tone={OUTCOME_TONE[event.outcome]}>{t(`outcomes.${event.outcome}`)}</StatusBadge>
          ),
        },
        { id: 'why', header: t('reason'), cell: (event) => (event.why ? why(event.why) : '–') },
        { id: 'times', header: t('times'), numeric: true, hideOnPhone: true, cell: ({ times }) => times },
        { id: 'at', header: t('at'), cell: ({ receivedAt }) => <RelativeTime at={receivedAt} /> },
      ]}
      more={
        events.hasNextPage
          ? { load: () => void events.fetchNextPage(), pending: events.isFetchingNextPage }
          : undefined
      }
      empty={{ icon: <ScrollText />, title: t('nothing'), description: t('nothingHint') }}
    />
  );
}
