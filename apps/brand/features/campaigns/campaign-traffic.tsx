'use client';
import { useErrorMessage } from '@kolony/shell';
import { Card, CardSkeleton, ErrorState, Link, Num, Stat, StatGroup } from '@kolony/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import type { usePeriod } from './period.ts';

type Period = ReturnType<typeof usePeriod>['period'];

const FILTERED = ['bots', 'datacentre', 'prefetch', 'head'] as const;

/** Raw, filtered, counted: what reached the links, and what of it was nobody. */
export function CampaignTraffic({ campaignId, period }: { campaignId: string; period: Period }) {
  const t = useTranslations('brand.traffic');
  const explain = useErrorMessage();
  const kinds = useQuery({
    ...useTrpc().reports.clickKinds.queryOptions({ campaignId, period }),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });
  if (kinds.error) return <ErrorState compact title={explain(kinds.error)} onRetry={() => kinds.refetch()} />;
  if (!kinds.data) return <CardSkeleton lines={3} />;
  const { raw, repeats, counted, ...filtered } = kinds.data;
  return (
    <Card
      title={t('title')}
      description={t('about')}
      footer={
        <p className="text-sm text-muted">
          {t('source')} <Link href="https://www.routeviews.org">RouteViews</Link>,{' '}
          <Link href="https://db-ip.com">IP Geolocation by DB-IP</Link>
        </p>
      }
    >
      <div className="space-y-4">
        <StatGroup columns={4} card={false}>
          <Stat label={t('raw')} value={<Num value={raw} />} hint={t('rawHint')} />
          <Stat
            label={t('filtered')}
            value={<Num value={FILTERED.reduce((sum, kind) => sum + filtered[kind], 0)} />}
            hint={t('filteredHint')}
          />
          <Stat label={t('repeats')} value={<Num value={repeats} />} hint={t('repeatsHint')} />
          <Stat label={t('counted')} value={<Num value={counted} />} hint={t('countedHint')} />
        </StatGroup>
        <StatGroup columns={4} card={false}>
          {FILTERED.map((kind) => (
            <Stat key={kind} label={t(`kinds.${kind}`)} value={<Num value={filtered[kind]} />} />
          ))}
        </StatGroup>
      </div>
    </Card>
  );
}
