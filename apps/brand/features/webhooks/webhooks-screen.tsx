'use client';
import { DataTable, PageHeader } from '@kolony/shell';
import { Button, DateText, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Webhook } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { DeveloperTabs } from './developer-tabs.tsx';
import { ENDPOINT_TONE, healthOf } from './webhook-states.ts';

const EndpointDialog = dynamic(() => import('./endpoint-dialog.tsx'));

/** Where the brand's own systems are told of what happens here. */
export function WebhooksScreen() {
  const t = useTranslations('brand.webhooks');
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const endpoints = useQuery(useTrpc().webhooks.list.queryOptions());
  const add = may('key.write') && (
    <Button
      variant="primary"
      icon={<Webhook aria-hidden className="size-4" />}
      onClick={() => setAdding(true)}
    >
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} actions={add} />
      <DeveloperTabs current="/developers/webhooks" />
      <DataTable
        caption={t('list')}
        rows={endpoints.data}
        error={endpoints.error}
        onRetry={() => endpoints.refetch()}
        rowKey={(endpoint) => endpoint.id}
        rowHref={(endpoint) => `/developers/webhooks/${endpoint.id}`}
        columns={[
          {
            id: 'url',
            header: t('url'),
            primary: true,
            cell: (endpoint) => <span className="break-all">{endpoint.url}</span>,
          },
          {
            id: 'state',
            header: t('state'),
            cell: (endpoint) => (
              <StatusBadge tone={ENDPOINT_TONE[healthOf(endpoint)]}>
                {t(`health.${healthOf(endpoint)}`)}
              </StatusBadge>
            ),
          },
          {
            id: 'events',
            header: t('events'),
            numeric: true,
            cell: (endpoint) => endpoint.eventTypes.length,
          },
          {
            id: 'created',
            header: t('created'),
            cell: (endpoint) => <DateText at={endpoint.createdAt} style="date" />,
            hideOnPhone: true,
          },
        ]}
        empty={{ icon: <Webhook />, title: t('none'), description: t('noneHint'), action: add }}
      />
      {adding && <EndpointDialog onClose={() => setAdding(false)} />}
    </>
  );
}
