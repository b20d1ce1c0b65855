'use client';
import type { Link } from '@kolony/links/schema';
import { useErrorMessage } from '@kolony/shell';
import { Badge, Card, EmptyState, ErrorState, RelativeTime, Table, TableSkeleton } from '@kolony/ui';
import { useQuery } from '@tanstack/react-query';
import { MousePointerClick } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { REFRESH_MS, useLinkName } from './deal-report.tsx';

/** The newest clicks one by one, so that a KOL who tries the link sees it arrive. */
export function RecentClicks({ dealId, labels }: { dealId: string; labels: ReadonlyMap<string, Link> }) {
  const t = useTranslations('portal.clicks');
  const devices = useTranslations('domain.devices');
  const explain = useErrorMessage();
  const nameOf = useLinkName(labels);
  const clicks = useQuery({
    ...useTrpc().reports.clicks.queryOptions({ dealId, limit: 20 }),
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
      {clicks.data && clicks.data.length > 0 && (
        <Table
          caption={t('title')}
          rows={clicks.data}
          rowKey={(click) => `${click.at.getTime()}-${click.linkId}-${click.device}-${click.inApp}`}
          columns={[
            { id: 'at', header: t('time'), primary: true, cell: (click) => <RelativeTime at={click.at} /> },
            { id: 'link', header: t('link'), cell: (click) => nameOf(click.linkId) },
            { id: 'device', header: t('device'), cell: (click) => device(click.device) },
            { id: 'app', header: t('app'), cell: (click) => app(click.inApp) },
            { id: 'from', header: t('from'), hideOnPhone: true, cell: (click) => click.referrerHost || '–' },
            {
              id: 'counted',
              header: t('counted'),
              cell: (click) =>
                click.repeat ? (
                  <Badge tone="neutral">{t('repeat')}</Badge>
                ) : (
                  <Badge tone="success">{t('first')}</Badge>
                ),
            },
          ]}
        />
      )}
    </Card>
  );
}
