'use client';
import type { Deal } from '@kolony/deals/schema';
import type { Link } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { LinkFacts } from '@kolony/shell/links';
import { Button, Card, CardSkeleton, CopyButton, ErrorState, StatusBadge } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus, QrCode } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { usePeriod } from '../campaigns/period.ts';
import { useMay } from '../frame/me.tsx';

const EditLinkDialog = lazy(() => import('./edit-link-dialog.tsx'));
const LinkQrDialog = lazy(() => import('./link-qr-dialog.tsx'));

/** The deal's links with what each brought in the last thirty days: the KOL's own figures. */
export function DealLinks({ deal }: { deal: Deal }) {
  const t = useTranslations('brand.deal');
  const states = useTranslations('domain.links.states');
  const explain = useErrorMessage();
  const may = useMay();
  const trpc = useTrpc();
  const { days, period } = usePeriod();
  const links = useQuery(trpc.links.list.queryOptions({ campaignId: deal.campaign.id }));
  const report = useQuery({
    ...trpc.reports.deal.queryOptions({ dealId: deal.id, period }),
    enabled: may('report.read'),
  });
  const [asking, setAsking] = useState<{ act: 'edit' | 'qr'; link?: Link } | null>(null);
  if (links.error) return <ErrorState compact title={explain(links.error)} onRetry={() => links.refetch()} />;
  if (!links.data) return <CardSkeleton lines={2} />;
  const own = links.data.filter((link) => link.dealId === deal.id);
  const writes = may('deal.write') && deal.state === 'active' && deal.campaign.state === 'live';
  return (
    <Card
      flush
      title={t('links')}
      description={t('linksAbout', { days })}
      actions={
        writes && (
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => setAsking({ act: 'edit' })}
          >
            {t('newLink')}
          </Button>
        )
      }
    >
      {own.length === 0 && <p className="px-5 pb-5 text-sm text-muted">{t('noLinks')}</p>}
      <ul className="divide-y divide-border">
        {own.map((link) => (
          <li key={link.id} className="space-y-2 px-4 py-4 sm:px-5">
            <p className="flex flex-wrap items-center justify-between gap-2">
              <span className="font-medium break-words">{link.label}</span>
              <StatusBadge tone={link.state === 'paused' ? 'neutral' : 'success'}>
                {states(link.state)}
              </StatusBadge>
            </p>
            <p className="text-sm font-medium break-all select-all">{link.url}</p>
            <LinkFacts link={link} figures={report.data?.links.find(({ linkId }) => linkId === link.id)} />
            <div className="flex flex-wrap gap-2">
              <CopyButton text={link.url} variant="secondary">
                {t('copyLink')}
              </CopyButton>
              <Button
                size="sm"
                icon={<QrCode aria-hidden className="size-4" />}
                onClick={() => setAsking({ act: 'qr', link })}
              >
                {t('qr')}
              </Button>
              {writes && (
                <Button
                  size="sm"
                  variant="ghost"
                  icon={<Pencil aria-hidden className="size-4" />}
                  onClick={() => setAsking({ act: 'edit', link })}
                >
                  {t('editLink')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <Suspense>
        {asking?.act === 'edit' && (
          <EditLinkDialog
            deal={deal}
            {...(asking.link ? { link: asking.link } : {})}
            onClose={() => setAsking(null)}
          />
        )}
        {asking?.act === 'qr' && asking.link && (
          <LinkQrDialog link={asking.link} onClose={() => setAsking(null)} />
        )}
      </Suspense>
    </Card>
  );
}
