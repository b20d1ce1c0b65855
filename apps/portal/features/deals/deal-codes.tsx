'use client';
import type { Deal } from '@kolony/deals/schema';
import { CodeFigures } from '@kolony/shell/links';
import { Button, Card, CopyButton } from '@kolony/ui';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTrpc } from '../../trpc.ts';

const nextPage = { getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined };

/** The deal's codes as small posters: large enough to be read off a screen that is filmed, with the label it needs. */
export function DealCodes({ deal }: { deal: Deal }) {
  const t = useTranslations('portal.codes');
  const codes = useInfiniteQuery(
    useTrpc().coupons.list.infiniteQueryOptions({ dealId: deal.id, limit: 6 }, nextPage),
  );
  const all = codes.data?.pages.flatMap((page) => page.data) ?? [];
  if (all.length === 0) return null;
  return (
    <Card title={t('title')} description={t('about')}>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {all.map((coupon) => (
          <li
            key={coupon.id}
            className="flex flex-col gap-3 rounded-lg border border-border bg-accent-soft p-5 text-center"
          >
            <p className="text-sm text-muted">{t('at', { brand: deal.brand.name })}</p>
            <p className="text-xl font-bold tracking-wider break-all text-accent-text select-all">
              {coupon.code}
            </p>
            <p className="text-sm break-words">{t('use', { disclosure: deal.disclosure })}</p>
            <p className="text-sm text-muted">
              <CodeFigures coupon={coupon} />
            </p>
            <div className="mt-auto flex justify-center">
              <CopyButton text={coupon.code} variant="primary" size="md">
                {t('copy')}
              </CopyButton>
            </div>
          </li>
        ))}
      </ul>
      {codes.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button pending={codes.isFetchingNextPage} onClick={() => codes.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      )}
    </Card>
  );
}
