'use client';
import type { OpenCampaign } from '@kolony/deals/schema';
import { PageHeader, useErrorMessage, useUrlState } from '@kolony/shell';
import { Button, CardSkeleton, EmptyState, ErrorState, SearchInput } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Compass } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { CampaignCard } from './campaign-card.tsx';
import { nextPage, openQuery } from './open-query.ts';

const ApplyDialog = dynamic(() => import('./apply-dialog.tsx'));

/** Live campaigns that take applications, the newest first. */
export function DiscoverScreen() {
  const t = useTranslations('portal.discover');
  const explain = useErrorMessage();
  const [{ q }, set] = useUrlState({ q: '' });
  const [text, setText] = useState(q);
  const [applying, setApplying] = useState<OpenCampaign | null>(null);
  const open = useInfiniteQuery({
    ...useTrpc().offers.open.infiniteQueryOptions(openQuery(q), nextPage),
    placeholderData: keepPreviousData,
  });
  const campaigns = open.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <PageHeader title={t('title')} description={t('about')} />
      <div className="mb-4 max-w-md">
        <SearchInput
          label={t('search')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            set({ q: event.target.value });
          }}
        />
      </div>
      {open.error && !campaigns && <ErrorState title={explain(open.error)} onRetry={() => open.refetch()} />}
      {!campaigns && !open.error && <CardSkeleton lines={6} />}
      {campaigns?.length === 0 && (
        <EmptyState
          icon={<Compass />}
          title={t(q === '' ? 'none' : 'nothingFound')}
          description={t(q === '' ? 'noneHint' : 'nothingFoundHint')}
        />
      )}
      <ul className="grid gap-4 lg:grid-cols-2">
        {campaigns?.map((campaign) => (
          <CampaignCard key={campaign.id} campaign={campaign} onApply={() => setApplying(campaign)} />
        ))}
      </ul>
      {open.hasNextPage && (
        <p className="mt-5 text-center">
          <Button onClick={() => open.fetchNextPage()} pending={open.isFetchingNextPage}>
            {t('more')}
          </Button>
        </p>
      )}
      {applying && <ApplyDialog campaign={applying} onClose={() => setApplying(null)} />}
    </>
  );
}
