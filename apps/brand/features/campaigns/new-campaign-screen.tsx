'use client';
import { PageHeader } from '@kolony/shell';
import { useTranslations } from 'next-intl';
import { CampaignForm } from './campaign-form.tsx';

export function NewCampaignScreen() {
  const t = useTranslations('brand');
  return (
    <>
      <PageHeader
        title={t('form.newTitle')}
        description={t('form.newAbout')}
        crumbs={[{ label: t('campaigns.title'), href: '/campaigns' }, { label: t('form.newTitle') }]}
      />
      <CampaignForm />
    </>
  );
}
