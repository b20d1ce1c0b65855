'use client';
import { DataTable, PageHeader, useTableState } from '@kolony/shell';
import { BudgetGauge, ButtonLink, RelativeTime, StatusBadge } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { CAMPAIGN_TONE } from './tones.ts';

const STATES = ['draft', 'live', 'closed'] as const;

export function CampaignsScreen() {
  const t = useTranslations('brand.campaigns');
  const states = useTranslations('domain.campaignStates');
  const may = useMay();
  const state = useTableState({ filterIds: ['state'] });
  const filter = STATES.find((one) => one === state.filters.state);
  const input = { limit: 100, ...(state.q ? { search: state.q } : {}), ...(filter ? { state: filter } : {}) };
  const campaigns = useQuery({
    ...useTrpc().campaigns.list.queryOptions(input),
    placeholderData: keepPreviousData,
  });
  const create = may('campaign.write') && (
    <ButtonLink href="/campaigns/new" variant="primary" icon={<Plus aria-hidden className="size-4" />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} actions={create} />
      <DataTable
        caption={t('title')}
        state={state}
        rows={campaigns.data?.data}
        error={campaigns.error}
        onRetry={() => campaigns.refetch()}
        rowKey={(campaign) => campaign.id}
        rowHref={(campaign) => `/campaigns/${campaign.id}`}
        searchText={(campaign) => campaign.name}
        filters={[
          {
            id: 'state',
            label: t('state'),
            options: STATES.map((value) => ({ value, label: states(value) })),
          },
        ]}
        columns={[
          { id: 'name', header: t('name'), primary: true, cell: (campaign) => campaign.name },
          {
            id: 'state',
            header: t('state'),
            cell: (campaign) => (
              <StatusBadge tone={CAMPAIGN_TONE[campaign.state]}>{states(campaign.state)}</StatusBadge>
            ),
          },
          {
            id: 'budget',
            header: t('budget'),
            width: '16rem',
            cell: (campaign) => (
              <BudgetGauge
                compact
                currency={campaign.currency}
                funded={campaign.funded}
                parts={[{ id: 'reserved', label: t('committed'), amount: campaign.funded - campaign.free }]}
                fundedLabel={t('funded')}
                freeLabel={t('free')}
              />
            ),
          },
          { id: 'deals', header: t('deals'), numeric: true, cell: (campaign) => campaign.dealCount },
          {
            id: 'created',
            header: t('created'),
            hideOnPhone: true,
            cell: (campaign) => <RelativeTime at={campaign.createdAt} />,
          },
        ]}
        empty={{ title: t('none'), description: t('noneHint'), action: create }}
      />
    </>
  );
}
