'use client';
import { useErrorMessage } from '@kolony/shell';
import { Button, CardSkeleton, DateText, Drawer, ErrorState, Timeline, useToast } from '@kolony/ui';
import type { DeliveryDetail, Endpoint } from '@kolony/webhooks/schema';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { LIVE } from './deliveries-query.ts';
import { keyOf, outcomeOf } from './webhook-states.ts';

/** One event on its way to one endpoint: what is sent, every attempt with its answer, and a replay. */
export default function DeliveryDrawer({
  endpoint,
  eventId,
  onClose,
}: {
  endpoint: Endpoint;
  eventId: string;
  onClose: () => void;
}) {
  const t = useTranslations('brand.webhooks');
  const events = useTranslations('domain.webhookEvents');
  const explain = useErrorMessage();
  const toast = useToast();
  const may = useMay();
  const queries = useQueryClient();
  const { webhooks } = useTrpc();
  const name = { endpointId: endpoint.id, eventId };
  const found = useQuery({ ...webhooks.delivery.queryOptions(name), ...LIVE });
  const replay = useMutation(
    webhooks.replay.mutationOptions({
      onSuccess: () => toast({ title: t('replayed', { count: 1 }), tone: 'success' }),
      onError: (error) => toast({ title: explain(error), tone: 'danger' }),
      onSettled: () => queries.invalidateQueries(),
    }),
  );
  const replayable = may('key.write') && !endpoint.disabledAt;
  return (
    <Drawer
      open
      onClose={onClose}
      title={found.data ? events(keyOf(found.data.type)) : t('event')}
      description={<code className="break-all text-xs">{eventId}</code>}
      footer={
        replayable && (
          <Button variant="primary" pending={replay.isPending} onClick={() => replay.mutate(name)}>
            {t('replay')}
          </Button>
        )
      }
    >
      {found.error && !found.data ? (
        <ErrorState title={explain(found.error)} onRetry={() => found.refetch()} />
      ) : found.data ? (
        <Detail delivery={found.data} />
      ) : (
        <CardSkeleton lines={6} />
      )}
    </Drawer>
  );
}

function Detail({ delivery: { body, log, nextAttemptAt } }: { delivery: DeliveryDetail }) {
  const t = useTranslations('brand.webhooks');
  return (
    <div className="space-y-6">
      <section>
        <h3 className="mb-2 font-semibold">{t('body')}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 text-xs" tabIndex={0}>
          <code>{JSON.stringify(JSON.parse(body), undefined, 2)}</code>
        </pre>
      </section>
      <section>
        <h3 className="mb-3 font-semibold">{t('attempts')}</h3>
        {nextAttemptAt && (
          <p className="mb-3 text-muted">
            {t('next')} <DateText at={nextAttemptAt} style="datetime" />
          </p>
        )}
        {log.length === 0 && <p className="text-muted">{t('noAttempt')}</p>}
        <Timeline
          items={log.map((attempt) => ({
            id: attempt.at.toISOString(),
            title: `${outcomeOf(attempt)} · ${attempt.durationMs} ms`,
            meta: <DateText at={attempt.at} style="datetime" />,
            tone:
              attempt.status !== null && attempt.status < 300 ? ('success' as const) : ('danger' as const),
            body: attempt.answer && (
              <code className="block max-h-32 overflow-y-auto whitespace-pre-wrap break-all text-xs">
                {attempt.answer}
              </code>
            ),
          }))}
        />
      </section>
    </div>
  );
}
