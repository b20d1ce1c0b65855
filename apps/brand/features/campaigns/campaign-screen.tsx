'use client';
import type { Campaign } from '@kolony/campaigns/schema';
import { PageHeader, useErrorMessage, useUrlState } from '@kolony/shell';
import { TermsInWords } from '@kolony/shell/work';
import { Card, CardSkeleton, DataList, DateText, ErrorState, StatusBadge, Tabs } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { CampaignActions } from './campaign-actions.tsx';
import { CampaignDeals } from './campaign-deals.tsx';
import { CampaignOrders } from './campaign-orders.tsx';
import { CampaignOverview } from './campaign-overview.tsx';
import { CAMPAIGN_TONE } from './tones.ts';

const WhatIf = dynamic(() => import('./what-if.tsx').then((part) => part.WhatIf));

export function CampaignScreen({ id }: { id: string }) {
  const t = useTranslations('brand.campaign');
  const titles = useTranslations('brand.campaigns');
  const states = useTranslations('domain.campaignStates');
  const explain = useErrorMessage();
  const [{ tab }, set] = useUrlState({ tab: 'overview' });
  const campaign = useQuery(useTrpc().campaigns.get.queryOptions({ id }));
  if (campaign.error)
    return <ErrorState title={explain(campaign.error)} onRetry={() => campaign.refetch()} />;
  if (!campaign.data) return <CardSkeleton lines={8} />;
  const { data } = campaign;
  return (
    <>
      <PageHeader
        title={data.name}
        crumbs={[{ label: titles('title'), href: '/campaigns' }, { label: data.name }]}
        badge={<StatusBadge tone={CAMPAIGN_TONE[data.state]}>{states(data.state)}</StatusBadge>}
        actions={<CampaignActions campaign={data} />}
      />
      <Tabs
        label={data.name}
        value={tab}
        onChange={(value) => set({ tab: value })}
        tabs={[
          { id: 'overview', label: t('overview'), content: <CampaignOverview campaign={data} /> },
          {
            id: 'deals',
            label: t('deals'),
            count: data.dealCount,
            content: <CampaignDeals campaign={data} />,
          },
          { id: 'orders', label: t('orders'), content: <CampaignOrders campaign={data} /> },
          { id: 'what-if', label: t('whatIf'), content: <WhatIf campaign={data} /> },
          { id: 'brief', label: t('brief'), content: <Brief campaign={data} /> },
        ]}
      />
    </>
  );
}

function Brief({ campaign }: { campaign: Campaign }) {
  const t = useTranslations('brand.form');
  const formats = useTranslations('domain.formats');
  return (
    <div className="grid gap-5 lg:grid-cols-2">
      <Card title={t('brief')}>
        <p className="whitespace-pre-line">{campaign.brief}</p>
      </Card>
      <div className="space-y-5">
        <Card title={t('money')}>
          <TermsInWords
            rules={campaign.offer}
            attribution={campaign.attribution}
            currency={campaign.currency}
            deliverables={campaign.deliverables}
          />
        </Card>
        <Card title={t('deliverables')}>
          <DataList
            items={[
              { id: 'disclosure', label: t('disclosure'), value: campaign.disclosure },
              { id: 'landing', label: t('landingUrl'), value: campaign.landingUrl },
              { id: 'fallback', label: t('fallbackUrl'), value: campaign.fallbackUrl ?? '–' },
              ...campaign.deliverables.map((one) => ({
                id: one.id,
                label: formats(one.format),
                value: one.dueAt ? (
                  <>
                    {one.title} · <DateText at={one.dueAt} style="date" />
                  </>
                ) : (
                  one.title
                ),
              })),
            ]}
          />
        </Card>
      </div>
    </div>
  );
}
