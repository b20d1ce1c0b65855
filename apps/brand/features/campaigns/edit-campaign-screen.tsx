'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { CardSkeleton, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { CampaignForm } from './campaign-form.tsx';

export function EditCampaignScreen({ id }: { id: string }) {
  const t = useTranslations('brand');
  const explain = useErrorMessage();
  const campaign = useQuery(useTrpc().campaigns.get.queryOptions({ id }));
  if (campaign.error)
    return <ErrorState title={explain(campaign.error)} onRetry={() => campaign.refetch()} />;
  if (!campaign.data) return <CardSkeleton lines={8} />;
  return (
    <>
      <PageHeader
        title={t('form.editTitle')}
        crumbs={[
          { label: t('campaigns.title'), href: '/campaigns' },
          { label: campaign.data.name, href: `/campaigns/${id}` },
          { label: t('form.editTitle') },
        ]}
      />
      <CampaignForm campaign={campaign.data} />
    </>
  );
}
