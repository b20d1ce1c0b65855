'use client';
import { DataTable, PageHeader } from '@kolony/shell';
import { Button, RelativeTime, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Store } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { DeveloperTabs } from '../webhooks/developer-tabs.tsx';
import { HEALTH_TONE, healthOf, PROVIDER_NAME } from './connection-states.ts';

const ConnectionDialog = dynamic(() => import('./connection-dialog.tsx'));

/** The shops whose own webhooks are taken. */
export function ConnectionsScreen() {
  const t = useTranslations('brand.connections');
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const connections = useQuery(useTrpc().connections.list.queryOptions());
  const add = may('key.write') && (
    <Button variant="primary" icon={<Store aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} actions={add} />
      <DeveloperTabs current="/developers/connections" />
      <DataTable
        caption={t('list')}
        rows={connections.data}
        error={connections.error}
        onRetry={() => connections.refetch()}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/developers/connections/${id}`}
        columns={[
          { id: 'name', header: t('name'), primary: true, cell: ({ name }) => name },
          { id: 'provider', header: t('provider'), cell: ({ provider }) => PROVIDER_NAME[provider] },
          {
            id: 'state',
            header: t('state'),
            cell: (connection) => (
              <StatusBadge tone={HEALTH_TONE[healthOf(connection)]}>
                {t(`health.${healthOf(connection)}`)}
              </StatusBadge>
            ),
          },
          { id: 'received', header: t('received'), numeric: true, cell: ({ received }) => received },
          { id: 'waiting', header: t('waiting'), numeric: true, cell: ({ waiting }) => waiting },
          {
            id: 'last',
            header: t('last'),
            cell: ({ lastReceivedAt }) =>
              lastReceivedAt ? <RelativeTime at={lastReceivedAt} /> : t('never'),
          },
        ]}
        empty={{ icon: <Store />, title: t('none'), description: t('noneHint'), action: add }}
      />
      {adding && <ConnectionDialog onClose={() => setAdding(false)} />}
    </>
  );
}
