'use client';
import type { Link } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Card, EmptyState, ErrorState, RelativeTime, TableSkeleton } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { MousePointerClick } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { REFRESH_MS, useLinkName } from './link-name.ts';

/** The newest clicks one by one, so that a KOL who tries the link sees it arrive. */
export function RecentClicks({ dealId, labels }: { dealId: string; labels: ReadonlyMap<string, Link> }) {
  const t = useTranslations('portal.clicks');
  const devices = useTranslations('domain.devices');
  const media = useTranslations('domain.media');
  const explain = useErrorMessage();
  const nameOf = useLinkName(labels);
  const clicks = useQuery({
    ...useTrpc().reports.clicks.queryOptions({ dealId, limit: 10 }),
    refetchInterval: REFRESH_MS,
  });
  const device = (name: string) => (devices.has(name as never) ? devices(name as never) : t('otherDevice'));
  const app = (name: string) =>
    name === '' ? t('browser') : t.has(`apps.${name}` as never) ? t(`apps.${name}` as never) : name;
  return (
    <Card flush title={t('title')} description={t('about')}>
      {clicks.error && !clicks.data && (
        <ErrorState compact title={explain(clicks.error)} onRetry={() => clicks.refetch()} />
      )}
      {!clicks.data && !clicks.error && <TableSkeleton rows={4} columns={4} />}
      {clicks.data?.length === 0 && (
        <EmptyState compact icon={<MousePointerClick />} title={t('none')} description={t('noneHint')} />
      )}
      <ol className="divide-y divide-border">
        {clicks.data?.map((click, index) => (
          <li
            // A click has no id here, and two can share an instant.
            key={`${click.at.getTime()}-${index}`}
            className="flex items-center justify-between gap-4 px-4 py-2.5 sm:px-5"
          >
            <p className="min-w-0 flex-1 sm:flex sm:items-baseline sm:gap-4">
              <span className="block font-medium sm:w-36 sm:shrink-0">
                <RelativeTime at={click.at} />
              </span>
              <span className="block min-w-0 truncate text-sm text-muted">
                {[
                  nameOf(click.linkId),
                  click.medium === 'link' ? '' : media(click.medium),
                  device(click.device),
                  app(click.inApp),
                  click.referrerHost,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </p>
            <Badge tone={click.repeat ? 'neutral' : 'success'}>{t(click.repeat ? 'repeat' : 'first')}</Badge>
          </li>
        ))}
      </ol>
    </Card>
  );
}
