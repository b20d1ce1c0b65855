'use client';
import { DataTable, useTableState } from '@kolony/shell';
import { Button, RelativeTime, StatusBadge } from '@kolony/ui';
import type { Endpoint } from '@kolony/webhooks/schema';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { RotateCcw, ScrollText } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { deliveriesQuery, LIVE, nextPage } from './deliveries-query.ts';
import { DELIVERY_STATES, DELIVERY_TONE, keyOf, outcomeOf } from './webhook-states.ts';

const DeliveryDrawer = dynamic(() => import('./delivery-drawer.tsx'));
const ReplayDialog = dynamic(() => import('./replay-dialog.tsx'));

/** What was sent to one endpoint in the last thirty days, newest first. */
export function DeliveriesTable({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('brand.webhooks');
  const events = useTranslations('domain.webhookEvents');
  const may = useMay();
  const [shown, setShown] = useState<string | null>(null);
  const [replaying, setReplaying] = useState(false);
  const state = useTableState({ filterIds: ['state'] });
  const deliveries = useInfiniteQuery({
    ...useTrpc().webhooks.deliveries.infiniteQueryOptions(
      deliveriesQuery({ id: endpoint.id, state: state.filters.state }),
      nextPage,
    ),
    placeholderData: keepPreviousData,
    ...LIVE,
  });
  return (
    <>
      <DataTable
        caption={t('log')}
        rows={deliveries.data?.pages.flatMap((page) => page.data)}
        error={deliveries.error}
        onRetry={() => deliveries.refetch()}
        rowKey={(delivery) => delivery.eventId}
        state={state}
        filters={[
          {
            id: 'state',
            label: t('state'),
            options: DELIVERY_STATES.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
        actions={
          may('key.write') &&
          !endpoint.disabledAt && (
            <Button icon={<RotateCcw aria-hidden className="size-4" />} onClick={() => setReplaying(true)}>
              {t('replayFailed')}
            </Button>
          )
        }
        columns={[
          {
            id: 'event',
            header: t('event'),
            primary: true,
            cell: (delivery) => events(keyOf(delivery.type)),
          },
          {
            id: 'state',
            header: t('state'),
            cell: (delivery) => (
              <StatusBadge tone={DELIVERY_TONE[delivery.state]}>{t(`states.${delivery.state}`)}</StatusBadge>
            ),
          },
          {
            id: 'answer',
            header: t('answer'),
            cell: ({ lastAttempt }) => (lastAttempt ? outcomeOf(lastAttempt) : '–'),
          },
          { id: 'attempts', header: t('attempts'), numeric: true, cell: (delivery) => delivery.attempts },
          { id: 'at', header: t('at'), cell: (delivery) => <RelativeTime at={delivery.at} /> },
          {
            id: 'show',
            header: '',
            bare: true,
            cell: (delivery) => (
              <Button
                size="sm"
                onClick={() => setShown(delivery.eventId)}
                aria-label={t('showOf', { event: events(keyOf(delivery.type)) })}
              >
                {t('show')}
              </Button>
            ),
          },
        ]}
        more={
          deliveries.hasNextPage
            ? { load: () => void deliveries.fetchNextPage(), pending: deliveries.isFetchingNextPage }
            : undefined
        }
        empty={{ icon: <ScrollText />, title: t('nothingSent'), description: t('nothingSentHint') }}
      />
      {shown && <DeliveryDrawer endpoint={endpoint} eventId={shown} onClose={() => setShown(null)} />}
      {replaying && <ReplayDialog id={endpoint.id} onClose={() => setReplaying(false)} />}
    </>
  );
}
