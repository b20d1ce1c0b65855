'use client';
import { PageHeader, useUrlState } from '@kolony/shell';
import { ButtonLink, Tabs } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { PayableTab } from './payable-tab.tsx';

const BatchesTab = dynamic(() => import('./batches-tab.tsx').then((file) => file.BatchesTab));
const HistoryTab = dynamic(() => import('./history-tab.tsx').then((file) => file.HistoryTab));
const RulesTab = dynamic(() => import('./rules-tab.tsx').then((file) => file.RulesTab));

/** From what is payable to what arrived: choose, prepare, approve, pay, record. */
export function PayoutsScreen() {
  const t = useTranslations('brand.payouts');
  const may = useMay();
  const [{ tab }, set] = useUrlState({ tab: 'payable' });
  const payable = useQuery(useTrpc().payouts.payable.queryOptions());
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={may('report.read') && <ButtonLink href="/commissions">{t('commissionsLink')}</ButtonLink>}
      />
      <Tabs
        label={t('title')}
        value={tab}
        onChange={(next) => set({ tab: next })}
        tabs={[
          {
            id: 'payable',
            label: t('tabs.payable'),
            ...(payable.data ? { count: payable.data.length } : {}),
            content: <PayableTab />,
          },
          { id: 'batches', label: t('tabs.batches'), content: <BatchesTab /> },
          { id: 'history', label: t('tabs.history'), content: <HistoryTab /> },
          { id: 'rules', label: t('tabs.rules'), content: <RulesTab /> },
        ]}
      />
    </>
  );
}
