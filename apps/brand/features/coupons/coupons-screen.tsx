'use client';
import type { CouponWatch } from '@kolony/commissions/schema';
import { DataTable, PageHeader, useErrorMessage, useTableState } from '@kolony/shell';
import { Badge, Button, download, Money, Num, RelativeTime, toCsv, useToast } from '@kolony/ui';
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, Plus, Ticket } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { useTrpc } from '../../trpc.ts';
import { useMay } from '../frame/me.tsx';
import { couponsQuery, nextPage } from './coupons-query.ts';
import { LeakNotice } from './leak-notice.tsx';

const NewCodesDialog = lazy(() => import('./new-codes-dialog.tsx'));

/** Every code of the brand's shop: whose it is, what it brought, and whether it got away from its KOL. */
export function CouponsScreen() {
  const t = useTranslations('brand.coupons');
  const may = useMay();
  const trpc = useTrpc();
  const state = useTableState();
  const coupons = useInfiniteQuery({
    ...trpc.coupons.list.infiniteQueryOptions(couponsQuery(state), nextPage),
    placeholderData: keepPreviousData,
  });
  const deals = useQuery(trpc.deals.list.queryOptions({ state: 'active', limit: 100 }));
  const [adding, setAdding] = useState(false);
  const rows = coupons.data?.pages.flatMap((page) => page.data);
  const choice = deals.data?.data.map(({ id, kol, campaign }) => ({
    id,
    label: `${kol.displayName} · ${campaign.name}`,
  }));
  const add = may('deal.write') && (
    <Button
      variant="primary"
      disabled={!choice?.length}
      icon={<Plus aria-hidden className="size-4" />}
      onClick={() => setAdding(true)}
    >
      {t('new')}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('about')}
        actions={
          <>
            <ExportButton />
            {add}
          </>
        }
      />
      <div className="mb-5 space-y-3 empty:hidden">
        {rows
          ?.filter(({ leaking }) => leaking)
          .map((coupon) => (
            <LeakNotice key={coupon.id} coupon={coupon} />
          ))}
      </div>
      <DataTable<CouponWatch>
        caption={t('title')}
        rows={rows}
        error={coupons.error}
        onRetry={() => coupons.refetch()}
        rowKey={(coupon) => coupon.id}
        rowHref={(coupon) => `/deals/${coupon.dealId}`}
        state={state}
        searchLabel={t('search')}
        columns={[
          {
            id: 'code',
            header: t('code'),
            primary: true,
            cell: (coupon) => (
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-medium break-all">{coupon.code}</span>
                {coupon.leaking && <Badge tone="warning">{t('leaking')}</Badge>}
              </span>
            ),
          },
          { id: 'kol', header: t('kol'), cell: (coupon) => coupon.kolName },
          { id: 'campaign', header: t('campaign'), cell: (coupon) => coupon.campaignName },
          {
            id: 'orders',
            header: t('orders'),
            numeric: true,
            cell: (coupon) => <Num value={coupon.orders} />,
          },
          {
            id: 'gmv',
            header: t('gmv'),
            numeric: true,
            cell: (coupon) => <Money amount={coupon.gmv} currency={coupon.currency} />,
          },
          {
            id: 'commission',
            header: t('commission'),
            numeric: true,
            cell: (coupon) => <Money amount={coupon.commission} currency={coupon.currency} />,
          },
          {
            id: 'created',
            header: t('created'),
            cell: (coupon) => <RelativeTime at={coupon.createdAt} />,
            hideOnPhone: true,
          },
        ]}
        more={
          coupons.hasNextPage
            ? { load: () => coupons.fetchNextPage(), pending: coupons.isFetchingNextPage }
            : undefined
        }
        empty={{ icon: <Ticket />, title: t('none'), description: t('noneHint') }}
      />
      <Suspense>
        {adding && choice && <NewCodesDialog deals={choice} onClose={() => setAdding(false)} />}
      </Suspense>
    </>
  );
}

/** All codes, whatever the table shows: what a shop loads them from. */
function ExportButton() {
  const t = useTranslations('brand.coupons');
  const explain = useErrorMessage();
  const toast = useToast();
  const queries = useQueryClient();
  const trpc = useTrpc();
  const [pending, setPending] = useState(false);
  const save = async () => {
    setPending(true);
    try {
      const all = await queries.fetchQuery(trpc.coupons.forShop.queryOptions({}));
      const lines = all.map(({ code, kol, campaign, createdAt }) => [
        code,
        kol,
        campaign,
        createdAt.toISOString(),
      ]);
      download('kolony-codes.csv', toCsv(['code', 'kol', 'campaign', 'created_at'], lines));
    } catch (error) {
      toast({ title: explain(error), tone: 'danger' });
    } finally {
      setPending(false);
    }
  };
  return (
    <Button pending={pending} icon={<Download aria-hidden className="size-4" />} onClick={save}>
      {t('export')}
    </Button>
  );
}
