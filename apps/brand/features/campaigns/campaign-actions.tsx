'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, ButtonLink, ConfirmDialog, useToast } from '@kolony/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { FundDialog } from '../funding/fund-dialog.tsx';
import { InviteButton } from './invite-button.tsx';

const OfferDialog = dynamic(() => import('./offer-dialog.tsx').then((part) => part.OfferDialog));

/** What can be done with a campaign now, by this member. */
export function CampaignActions({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.campaign');
  const ui = useTranslations('ui.actions');
  const may = useMay();
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [asking, setAsking] = useState<'publish' | 'close' | 'fund' | 'offer' | null>(null);
  const options = {
    onSuccess: async () => {
      setAsking(null);
      await queries.invalidateQueries();
    },
    onError: (error: unknown) => toast({ title: explain(error), tone: 'danger' as const }),
  };
  const publish = useMutation(trpc.campaigns.publish.mutationOptions(options));
  const close = useMutation(trpc.campaigns.close.mutationOptions(options));
  const { id, state } = campaign;
  return (
    <>
      {state === 'draft' && may('campaign.write') && (
        <ButtonLink href={`/campaigns/${id}/edit`}>{ui('edit')}</ButtonLink>
      )}
      {state !== 'closed' && may('budget.write') && (
        <Button onClick={() => setAsking('fund')}>{t('fund')}</Button>
      )}
      {state === 'draft' && may('campaign.write') && (
        <Button variant="primary" onClick={() => setAsking('publish')}>
          {t('publish')}
        </Button>
      )}
      {state === 'live' && may('campaign.write') && (
        <>
          <Button onClick={() => setAsking('offer')}>{t('changeOffer')}</Button>
          <Button onClick={() => setAsking('close')}>{t('close')}</Button>
        </>
      )}
      {state === 'live' && may('deal.write') && <InviteButton campaignId={id} />}
      {asking === 'offer' && <OfferDialog campaign={campaign} onClose={() => setAsking(null)} />}
      <FundDialog campaign={campaign} open={asking === 'fund'} onClose={() => setAsking(null)} />
      <ConfirmDialog
        open={asking === 'publish'}
        onClose={() => setAsking(null)}
        title={t('publishTitle')}
        description={t('publishAbout')}
        confirmLabel={t('publish')}
        cancelLabel={ui('cancel')}
        pending={publish.isPending}
        onConfirm={() => publish.mutate({ id })}
      />
      <ConfirmDialog
        danger
        open={asking === 'close'}
        onClose={() => setAsking(null)}
        title={t('closeTitle')}
        description={t('closeAbout')}
        confirmLabel={t('close')}
        cancelLabel={ui('cancel')}
        pending={close.isPending}
        onConfirm={() => close.mutate({ id })}
      />
    </>
  );
}
