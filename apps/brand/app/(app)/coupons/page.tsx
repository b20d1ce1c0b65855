import { couponsQuery, nextPage } from '../../../features/coupons/coupons-query.ts';
import { CouponsScreen } from '../../../features/coupons/coupons-screen.tsx';
import { getQueryClient, Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  await Promise.all([
    getQueryClient().prefetchInfiniteQuery(
      trpc.coupons.list.infiniteQueryOptions(couponsQuery(await searchParams), nextPage),
    ),
    prefetch(trpc.deals.list.queryOptions({ state: 'active', limit: 100 })),
  ]);
  return (
    <Hydrate>
      <CouponsScreen />
    </Hydrate>
  );
}
