'use client';
import type { Deal } from '@kolony/deals/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, ButtonLink, Card, Notice, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';

const AcceptDialog = lazy(() => import('./accept-dialog.tsx'));
const DeclineDialog = lazy(() => import('./decline-dialog.tsx'));

/** The two answers to an offer; what is agreed is said again before it is frozen. */
export function DealAnswer({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.answer');
  const trpc = useTrpc();
  const queries = useQueryClient();
  const toast = useToast();
  const explain = useErrorMessage();
  const [asking, setAsking] = useState<'accept' | 'decline' | null>(null);
  const close = () => setAsking(null);
  // Also after a refusal: the offer may have been withdrawn meanwhile, and the page should say so.
  const onSettled = () => queries.invalidateQueries();
  const onError = (error: unknown) => toast({ title: explain(error), tone: 'danger' });
  const accept = useMutation(
    trpc.offers.accept.mutationOptions({
      onSuccess: () => toast({ title: t('accepted'), description: t('acceptedHint'), tone: 'success' }),
      onError,
      onSettled,
    }),
  );
  const decline = useMutation(
    trpc.offers.decline.mutationOptions({
      onSuccess: () => toast({ title: t('declined'), tone: 'success' }),
      onError,
      onSettled,
    }),
  );
  if (deal.campaign.state !== 'live') {
    return (
      <Notice tone="warning" title={t('notLive')}>
        {t('notLiveHint')}
      </Notice>
    );
  }
  return (
    <Card title={t('title', { brand: deal.brand.name })} description={t('about')}>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" size="lg" pending={accept.isPending} onClick={() => setAsking('accept')}>
          {t('accept')}
        </Button>
        <Button size="lg" pending={decline.isPending} onClick={() => setAsking('decline')}>
          {t('decline')}
        </Button>
        <ButtonLink href="/deals" variant="ghost" size="lg">
          {t('later')}
        </ButtonLink>
      </div>
      <Suspense>
        {asking === 'accept' && (
          <AcceptDialog
            deal={deal}
            pending={accept.isPending}
            onClose={close}
            onConfirm={() => accept.mutate({ id: deal.id }, { onSettled: close })}
          />
        )}
        {asking === 'decline' && (
          <DeclineDialog
            deal={deal}
            pending={decline.isPending}
            onClose={close}
            onConfirm={() => decline.mutate({ id: deal.id }, { onSettled: close })}
          />
        )}
      </Suspense>
    </Card>
  );
}
