'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Card, CardSkeleton, DataList, DateText, ErrorState, Notice, StatusBadge } from '@kolony/ui';
import type { Endpoint } from '@kolony/webhooks/schema';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { LIVE } from './deliveries-query.ts';
import { DeliveriesTable } from './deliveries-table.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { ENDPOINT_TONE, healthOf, keyOf } from './webhook-states.ts';

/** One endpoint: how it does, what it is told, and the log of what was sent. */
export function EndpointScreen({ id }: { id: string }) {
  const t = useTranslations('brand.webhooks');
  const errors = useTranslations('domain.errors.webhooks');
  const explain = useErrorMessage();
  const may = useMay();
  const endpoints = useQuery({ ...useTrpc().webhooks.list.queryOptions(), ...LIVE });
  if (endpoints.error && !endpoints.data)
    return <ErrorState title={explain(endpoints.error)} onRetry={() => endpoints.refetch()} />;
  if (!endpoints.data) return <CardSkeleton lines={5} />;
  const endpoint = endpoints.data.find((one) => one.id === id);
  if (!endpoint) return <ErrorState title={errors('endpoint_not_found')} />;
  const { host } = new URL(endpoint.url);
  const health = healthOf(endpoint);
  return (
    <>
      <PageHeader
        title={<span className="break-all">{host}</span>}
        crumbs={[{ label: t('title'), href: '/developers/webhooks' }, { label: host }]}
        badge={<StatusBadge tone={ENDPOINT_TONE[health]}>{t(`health.${health}`)}</StatusBadge>}
        actions={may('key.write') && <EndpointActions endpoint={endpoint} />}
      />
      <div className="space-y-5">
        <Health endpoint={endpoint} />
        <About endpoint={endpoint} />
        <DeliveriesTable endpoint={endpoint} />
      </div>
    </>
  );
}

/** That nothing is sent any more, or soon will not be, and why. */
function Health({ endpoint: { disabledAt, disabledFor, failingSince } }: { endpoint: Endpoint }) {
  const t = useTranslations('brand.webhooks');
  if (disabledAt && disabledFor)
    return (
      <Notice tone={disabledFor === 'by_hand' ? 'info' : 'danger'} title={t(`disabledFor.${disabledFor}`)}>
        {t('disabledHint')} <DateText at={disabledAt} style="datetime" />
      </Notice>
    );
  if (!failingSince) return null;
  return (
    <Notice tone="warning" title={t('failing')}>
      {t('failingHint')} <DateText at={failingSince} style="datetime" />
    </Notice>
  );
}

function About({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations('brand.webhooks');
  const events = useTranslations('domain.webhookEvents');
  const { url, eventTypes, createdAt, previousSecretUntil } = endpoint;
  return (
    <Card>
      <DataList
        items={[
          { id: 'url', label: t('url'), value: <span className="break-all">{url}</span> },
          {
            id: 'events',
            label: t('events'),
            value: eventTypes.map((type) => events(keyOf(type))).join(' · '),
          },
          {
            id: 'secret',
            label: t('secret'),
            value: 'whsec_••••',
            hint: previousSecretUntil ? (
              <>
                {t('overlap')} <DateText at={previousSecretUntil} style="datetime" />
              </>
            ) : (
              t('secretHint')
            ),
          },
          { id: 'created', label: t('created'), value: <DateText at={createdAt} style="date" /> },
        ]}
      />
    </Card>
  );
}
