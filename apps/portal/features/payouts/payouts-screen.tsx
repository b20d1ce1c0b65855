'use client';
import { PageHeader, useErrorMessage } from '@kolony/shell';
import { Button, ButtonLink, CardSkeleton, EmptyState, ErrorState } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Landmark } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';
import { PayoutCard } from './payout-card.tsx';
import { nextPage, PAYOUTS } from './payouts-query.ts';

/** What brands have approved and paid, and why something did not arrive. */
export function PayoutsScreen() {
  const t = useTranslations('portal.payouts');
  const explain = useErrorMessage();
  const list = useInfiniteQuery(useTrpc().payouts.list.infiniteQueryOptions(PAYOUTS, nextPage));
  const payouts = list.data?.pages.flatMap((page) => page.data);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={<ButtonLink href="/profile#paid">{t('howPaid')}</ButtonLink>}
      />
      {list.error && !payouts && <ErrorState title={explain(list.error)} onRetry={() => list.refetch()} />}
      {!payouts && !list.error && <CardSkeleton lines={4} />}
      {payouts?.length === 0 && (
        <EmptyState
          icon={<Landmark />}
          title={t('none')}
          description={t('noneHint')}
          action={<ButtonLink href="/earnings">{t('toEarnings')}</ButtonLink>}
        />
      )}
      <ul className="space-y-4">
        {payouts?.map((payout) => (
          <li key={payout.id}>
            <PayoutCard payout={payout} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p className="mt-5 text-center">
          <Button onClick={() => list.fetchNextPage()} pending={list.isFetchingNextPage}>
            {t('more')}
          </Button>
        </p>
      )}
    </>
  );
}
