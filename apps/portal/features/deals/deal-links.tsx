'use client';
import type { Deal } from '@kolony/deals/schema';
import { useErrorMessage } from '@kolony/shell';
import { Button, Card, CardSkeleton, EmptyState, ErrorState, Notice } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Link2, Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { LinkItem } from './link-item.tsx';
import { usePeriod } from './period.ts';

const NewLinkDialog = lazy(() => import('./new-link-dialog.tsx'));

export function DealLinks({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.links');
  const explain = useErrorMessage();
  const links = useQuery(useTrpc().links.list.queryOptions({ dealId: deal.id }));
  const funded = useQuery({
    ...useTrpc().offers.funded.queryOptions({ dealId: deal.id }),
    enabled: deal.state === 'active' && deal.campaign.state === 'live',
  });
  const { period } = usePeriod();
  const report = useQuery(useTrpc().reports.deal.queryOptions({ dealId: deal.id, period }));
  const [adding, setAdding] = useState(false);
  const working = deal.state === 'active' && deal.campaign.state === 'live';
  return (
    <Card
      flush
      title={t('title')}
      description={t('about')}
      actions={
        working && (
          <Button size="sm" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
            {t('new')}
          </Button>
        )
      }
    >
      {links.error && !links.data && (
        <ErrorState compact title={explain(links.error)} onRetry={() => links.refetch()} />
      )}
      {!links.data && !links.error && <CardSkeleton lines={3} />}
      {links.data?.length === 0 && (
        <EmptyState compact icon={<Link2 />} title={t('none')} description={t('noneHint')} />
      )}
      {funded.data?.exhausted && (
        <div className="px-4 pb-3">
          <Notice tone="warning">{t('exhausted')}</Notice>
        </div>
      )}
      {funded.data && !funded.data.exhausted && funded.data.ordersLeft !== null && (
        <p className="px-4 pb-3 text-sm text-muted">
          {funded.data.ordersLeft === 0 ? t('lastOrder') : t('funded', { count: funded.data.ordersLeft })}
        </p>
      )}
      <ul className="divide-y divide-border">
        {links.data?.map((link) => (
          <LinkItem
            key={link.id}
            deal={deal}
            link={link}
            figures={report.data?.links.find(({ linkId }) => linkId === link.id)}
            working={working}
          />
        ))}
      </ul>
      <Suspense>{adding && <NewLinkDialog deal={deal} onClose={() => setAdding(false)} />}</Suspense>
    </Card>
  );
}
