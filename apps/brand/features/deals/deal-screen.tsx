'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { DealTimeline, TermsInWords } from '@kolony/shell/work';
import {
  Button,
  ButtonLink,
  Card,
  CardSkeleton,
  ConfirmDialog,
  CopyButton,
  ErrorState,
  StatusBadge,
  useToast,
} from '@kolony/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { DEAL_TONE } from '../campaigns/tones.ts';
import { useMay } from '../frame/me.tsx';

export function DealScreen({ id }: { id: string }) {
  const t = useTranslations('brand.deal');
  const titles = useTranslations('brand.campaigns');
  const ui = useTranslations('ui.actions');
  const states = useTranslations('domain.dealStates');
  const explain = useErrorMessage();
  const may = useMay();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [asking, setAsking] = useState<'withdraw' | 'end' | null>(null);
  const deal = useQuery(trpc.deals.get.queryOptions({ id }));
  const options = {
    onSuccess: async () => {
      setAsking(null);
      await queries.invalidateQueries();
    },
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' as const }),
  };
  const withdraw = useMutation(trpc.deals.withdraw.mutationOptions(options));
  const end = useMutation(trpc.deals.end.mutationOptions(options));
  if (deal.error) return <ErrorState title={explain(deal.error)} onRetry={() => deal.refetch()} />;
  if (!deal.data) return <CardSkeleton lines={8} />;
  const { campaign, kol, state, rules, attribution, timeline, message, termsVersion } = deal.data;
  return (
    <>
      <PageHeader
        title={kol.displayName}
        description={`@${kol.handle}`}
        crumbs={[
          { label: titles('title'), href: '/campaigns' },
          { label: campaign.name, href: `/campaigns/${campaign.id}?tab=deals` },
          { label: kol.displayName },
        ]}
        badge={<StatusBadge tone={DEAL_TONE[state]}>{states(state)}</StatusBadge>}
        actions={
          <>
            {may('payout.read') && (
              <ButtonLink href={`/statements/${kol.id}?currency=${campaign.currency}`}>
                {t('statement')}
              </ButtonLink>
            )}
            {state === 'invited' && may('deal.write') && (
              <Button onClick={() => setAsking('withdraw')}>{t('withdraw')}</Button>
            )}
            {state === 'active' && may('deal.write') && (
              <Button onClick={() => setAsking('end')}>{t('end')}</Button>
            )}
          </>
        }
      />
      <div className="grid gap-5 lg:grid-cols-2">
        <Card title={termsVersion === null ? t('offered') : t('terms', { version: termsVersion })}>
          <TermsInWords rules={rules} attribution={attribution} />
        </Card>
        <Card title={t('timeline')}>
          <DealTimeline events={timeline} />
          {message && <p className="mt-4 whitespace-pre-line text-sm text-muted">{message}</p>}
        </Card>
        {state !== 'invited' && <Links campaignId={campaign.id} dealId={id} />}
      </div>
      <ConfirmDialog
        open={asking === 'withdraw'}
        onClose={() => setAsking(null)}
        title={t('withdrawTitle')}
        description={t('withdrawAbout')}
        confirmLabel={t('withdraw')}
        cancelLabel={ui('cancel')}
        pending={withdraw.isPending}
        onConfirm={() => withdraw.mutate({ id })}
      />
      <ConfirmDialog
        danger
        open={asking === 'end'}
        onClose={() => setAsking(null)}
        title={t('endTitle')}
        description={t('endAbout')}
        confirmLabel={t('end')}
        cancelLabel={ui('cancel')}
        pending={end.isPending}
        onConfirm={() => end.mutate({ id })}
      />
    </>
  );
}

function Links({ campaignId, dealId }: { campaignId: string; dealId: string }) {
  const t = useTranslations('brand.deal');
  const explain = useErrorMessage();
  const links = useQuery(useTrpc().links.list.queryOptions({ campaignId }));
  if (links.error) return <ErrorState compact title={explain(links.error)} onRetry={() => links.refetch()} />;
  const own = links.data?.filter((link) => link.dealId === dealId);
  return (
    <Card title={t('links')}>
      {own?.length === 0 && <p className="text-sm text-muted">{t('noLinks')}</p>}
      <ul className="space-y-2">
        {own?.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              <span className="font-medium">{link.label}</span> <span className="text-muted">{link.url}</span>
            </span>
            <CopyButton text={link.url} label={t('copyLink')} size="sm" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
