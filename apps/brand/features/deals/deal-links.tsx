'use client';
import { useErrorMessage } from '@kolony/shell';
import { Card, CardSkeleton, CopyButton, ErrorState } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

export function DealLinks({ campaignId, dealId }: { campaignId: string; dealId: string }) {
  const t = useTranslations('brand.deal');
  const explain = useErrorMessage();
  const links = useQuery(useTrpc().links.list.queryOptions({ campaignId }));
  if (links.error) return <ErrorState compact title={explain(links.error)} onRetry={() => links.refetch()} />;
  if (!links.data) return <CardSkeleton lines={2} />;
  const own = links.data.filter((link) => link.dealId === dealId);
  return (
    <Card title={t('links')}>
      {own.length === 0 && <p className="text-sm text-muted">{t('noLinks')}</p>}
      <ul className="space-y-2">
        {own.map((link) => (
          <li key={link.id} className="flex items-center justify-between gap-3">
            <span className="min-w-0 truncate">
              <span className="font-medium">{link.label}</span> <span className="text-muted">{link.url}</span>
            </span>
            <CopyButton text={link.url} label={t('copyLink')} size="sm" />
          </li>
        ))}
      </ul>
    </Card>
  );
}
