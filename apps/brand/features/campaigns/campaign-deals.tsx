'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { DataTable } from '@kolony/shell';
import { DEAL_TONE, useRulesInBrief } from '@kolony/shell/deal-room';
import { RelativeTime, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { InviteButton } from './invite-button.tsx';

export function CampaignDeals({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.deals');
  const states = useTranslations('domain.dealStates');
  const may = useMay();
  const inBrief = useRulesInBrief();
  const deals = useQuery(useTrpc().deals.list.queryOptions({ campaignId: campaign.id, limit: 200 }));
  const invite = may('deal.write') && campaign.state === 'live' && <InviteButton campaignId={campaign.id} />;
  return (
    <DataTable
      prefix="deals"
      caption={t('title')}
      rows={deals.data?.data}
      error={deals.error}
      onRetry={() => deals.refetch()}
      rowKey={(deal) => deal.id}
      rowHref={(deal) => `/deals/${deal.id}`}
      searchText={(deal) => `${deal.kol.displayName} ${deal.kol.handle}`}
      actions={invite}
      columns={[
        {
          id: 'kol',
          header: t('kol'),
          primary: true,
          cell: (deal) => deal.kol.displayName,
          sortValue: (deal) => deal.kol.displayName,
        },
        { id: 'handle', header: t('handle'), cell: (deal) => `@${deal.kol.handle}`, hideOnPhone: true },
        {
          id: 'state',
          header: t('state'),
          cell: (deal) => <StatusBadge tone={DEAL_TONE[deal.state]}>{states(deal.state)}</StatusBadge>,
          sortValue: (deal) => deal.state,
        },
        {
          id: 'rate',
          header: t('rate'),
          cell: (deal) => inBrief(deal.rules, campaign.currency),
        },
        {
          id: 'invited',
          header: t('invited'),
          cell: (deal) => <RelativeTime at={deal.invitedAt} />,
          sortValue: (deal) => deal.invitedAt.getTime(),
        },
      ]}
      empty={{
        title: t('none'),
        description: campaign.state === 'live' ? t('noneHint') : t('publishFirst'),
        action: invite,
      }}
    />
  );
}
