'use client';
import type { Connection, Provider } from '@kolony/connectors/schema';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Card, CardSkeleton, DataList, DateText, ErrorState, Notice, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { LIVE } from '../webhooks/deliveries-query.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { HEALTH_TONE, healthOf, PROVIDER_NAME } from './connection-states.ts';
import { EventsTable } from './events-table.tsx';
import { Instructions } from './instructions.tsx';
import { SecretForm } from './secret-form.tsx';

/** One shop: how it does, what is to be set up there, and the log of what it sent. */
export function ConnectionScreen({
  id,
  topics,
  apiUrl,
  trackerUrl,
}: {
  id: string;
  topics: Record<Provider, readonly string[]>;
  apiUrl: string;
  trackerUrl: string;
}) {
  const t = useTranslations('brand.connections');
  const errors = useTranslations('domain.errors.connectors');
  const explain = useErrorMessage();
  const may = useMay();
  const connections = useQuery({ ...useTrpc().connections.list.queryOptions(), ...LIVE });
  if (connections.error && !connections.data)
    return <ErrorState title={explain(connections.error)} onRetry={() => connections.refetch()} />;
  if (!connections.data) return <CardSkeleton lines={5} />;
  const connection = connections.data.find((one) => one.id === id);
  if (!connection) return <ErrorState title={errors('connection_not_found')} />;
  const health = healthOf(connection);
  return (
    <>
      <PageHeader
        title={<span className="break-words">{connection.name}</span>}
        description={PROVIDER_NAME[connection.provider]}
        crumbs={[{ label: t('title'), href: '/developers/connections' }, { label: connection.name }]}
        badge={<StatusBadge tone={HEALTH_TONE[health]}>{t(`health.${health}`)}</StatusBadge>}
        actions={may('key.write') && <ConnectionActions connection={connection} />}
      />
      <div className="space-y-5">
        <Health connection={connection} />
        {connection.secretEnd === '' && may('key.write') && (
          <Card title={t('enterSecret')} description={t(`secretHint.${connection.provider}`)}>
            <SecretForm id={id} />
          </Card>
        )}
        <About connection={connection} />
        <Instructions connection={connection} topics={topics} apiUrl={apiUrl} trackerUrl={trackerUrl} />
        <EventsTable connection={connection} />
      </div>
    </>
  );
}

/** That nothing is taken, and why. */
function Health({ connection }: { connection: Connection }) {
  const t = useTranslations('brand.connections');
  const { pausedAt, lastTurnedAwayFor, lastTurnedAwayAt } = connection;
  if (pausedAt)
    return (
      <Notice tone="info" title={t('paused')}>
        {t('pausedHint')} <DateText at={pausedAt} style="datetime" />
      </Notice>
    );
  if (healthOf(connection) !== 'unsigned' || !lastTurnedAwayFor || !lastTurnedAwayAt) return null;
  return (
    <Notice tone="danger" title={t(`turnedAwayFor.${lastTurnedAwayFor}`)}>
      {t('turnedAwayHint', { count: connection.turnedAway })}{' '}
      <DateText at={lastTurnedAwayAt} style="datetime" />
    </Notice>
  );
}

function About({ connection }: { connection: Connection }) {
  const t = useTranslations('brand.connections');
  const { received, waiting, turnedAway, lastReceivedAt, secretEnd, orderPrefix, createdAt } = connection;
  return (
    <Card>
      <DataList
        items={[
          {
            id: 'received',
            label: t('received'),
            value: received,
            hint: lastReceivedAt ? <DateText at={lastReceivedAt} style="datetime" /> : t('never'),
          },
          { id: 'waiting', label: t('waiting'), value: waiting, hint: t('waitingHint') },
          { id: 'turnedAway', label: t('turnedAway'), value: turnedAway },
          {
            id: 'secret',
            label: t('secret'),
            value: secretEnd ? <code>••••{secretEnd}</code> : t('noSecret'),
          },
          ...(orderPrefix ? [{ id: 'prefix', label: t('prefix'), value: <code>{orderPrefix}</code> }] : []),
          { id: 'created', label: t('created'), value: <DateText at={createdAt} style="date" /> },
        ]}
      />
    </Card>
  );
}
