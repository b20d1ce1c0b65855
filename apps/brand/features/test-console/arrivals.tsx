'use client';
import { useErrorMessage } from '@kolony/shell';
import { Card, EmptyState, Money, Notice, RelativeTime, Timeline, type TimelineItem } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Radio } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { DELIVERY_TONE, keyOf } from '../webhooks/webhook-states.ts';

/** Milliseconds; only while the page is looked at. */
const LIVE = { refetchInterval: 2_000 };

type Arrival = TimelineItem & { at: Date };

/** What came in from the shop and its visitors within the hour, and what it was told: newest first. */
export function Arrivals() {
  const t = useTranslations('brand.console');
  const explain = useErrorMessage();
  const trpc = useTrpc();
  const orders = useQuery({ ...trpc.integration.orders.queryOptions(), ...LIVE });
  const deliveries = useQuery({ ...trpc.integration.deliveries.queryOptions(), ...LIVE });
  const visits = useQuery({ ...trpc.integration.visits.queryOptions(), ...LIVE });
  const error = orders.error ?? deliveries.error ?? visits.error;
  const words = useTranslations('domain');
  const arrivals: Arrival[] = [
    ...(orders.data ?? []).map(({ id, at, kind, orderId, amount, currency, credited }) => ({
      id,
      at,
      tone: credited || kind !== 'order' ? ('success' as const) : ('warning' as const),
      title: t(`arrivals.${kind}`),
      body: (
        <>
          <code className="break-all">{orderId}</code> · <Money amount={amount} currency={currency} />
          {kind === 'order' && ` · ${credited ? words(`verdicts.${credited}`) : t('arrivals.nobody')}`}
        </>
      ),
    })),
    ...(deliveries.data ?? []).map((delivery) => ({
      id: `${delivery.endpointId} ${delivery.eventId}`,
      at: delivery.at,
      tone: DELIVERY_TONE[delivery.state],
      title: t('arrivals.webhook'),
      body: words(`webhookEvents.${keyOf(delivery.type)}` as never),
    })),
    ...(visits.data ?? []).map(({ id, at, kind, counted, about }) => ({
      id,
      at,
      tone: counted ? ('info' as const) : ('neutral' as const),
      title: t(kind === 'order' ? 'arrivals.hint' : `arrivals.${kind}`),
      body: [about, counted ? '' : t('arrivals.notCounted')].filter(Boolean).join(' · '),
    })),
  ].sort((a, b) => b.at.getTime() - a.at.getTime());
  const items = arrivals.slice(0, 30).map(({ at, ...item }) => ({ ...item, meta: <RelativeTime at={at} /> }));
  return (
    <Card title={t('live')} description={t('liveAbout')}>
      <div className="space-y-4" data-testid="arrivals">
        {error && <Notice tone="warning">{explain(error)}</Notice>}
        {items.length > 0 ? (
          <Timeline items={items} />
        ) : (
          <EmptyState compact icon={<Radio />} title={t('quiet')} description={t('quietHint')} />
        )}
      </div>
    </Card>
  );
}
