'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { ButtonLink, CardSkeleton, EmptyState, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { FlaskConical } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { DeveloperTabs } from '../webhooks/developer-tabs.tsx';
import { Arrivals } from './arrivals.tsx';
import { OrderStep } from './order-step.tsx';
import { type Visit, VisitStep } from './visit-step.tsx';

/** A shop's developer tries a click and an order before going live, and watches what the shop sends. */
export function TestConsoleScreen({ apiUrl }: { apiUrl: string }) {
  const t = useTranslations('brand.console');
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={<ButtonLink href={`${apiUrl}/docs`}>{t('docs')}</ButtonLink>}
      />
      <DeveloperTabs current="/developers/test" />
      <div className="grid items-start gap-5 xl:grid-cols-3">
        <div className="space-y-5 xl:col-span-2">
          <Steps apiUrl={apiUrl} />
        </div>
        <Arrivals />
      </div>
    </>
  );
}

function Steps({ apiUrl }: { apiUrl: string }) {
  const t = useTranslations('brand.console');
  const explain = useErrorMessage();
  const [visit, setVisit] = useState<Visit | null>(null);
  const links = useQuery(useTrpc().integration.links.queryOptions({ limit: 200 }));
  if (links.error) return <ErrorState title={explain(links.error)} onRetry={() => links.refetch()} />;
  if (!links.data) return <CardSkeleton lines={4} />;
  if (links.data.data.length === 0)
    return (
      <EmptyState
        icon={<FlaskConical />}
        title={t('noLinks')}
        description={t('noLinksHint')}
        action={
          <ButtonLink href="/campaigns" variant="primary">
            {t('toCampaigns')}
          </ButtonLink>
        }
      />
    );
  return (
    <>
      <VisitStep links={links.data.data} visit={visit} onVisit={setVisit} />
      <OrderStep key={visit?.clickId ?? ''} visit={visit} apiUrl={apiUrl} />
    </>
  );
}
