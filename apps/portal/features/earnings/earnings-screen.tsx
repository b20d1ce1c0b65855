'use client';
import { PageHeader } from '@kolony/shell';
import { ButtonLink } from '@kolony/ui';
import { useTranslations } from 'next-intl';
import { Balances } from './balances.tsx';
import { CommissionsTable } from './commissions-table.tsx';

export function EarningsScreen() {
  const t = useTranslations('portal.earnings');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={<ButtonLink href="/statement">{t('statement')}</ButtonLink>}
      />
      <div className="space-y-6">
        <Balances />
        <CommissionsTable />
      </div>
    </>
  );
}
