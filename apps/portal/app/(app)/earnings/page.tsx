import { EARNINGS, nextPage } from '../../../features/earnings/earnings-query.ts';
import { EarningsScreen } from '../../../features/earnings/earnings-screen.tsx';
import { getQueryClient, Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await Promise.all([
    prefetch(trpc.earnings.balances.queryOptions()),
    getQueryClient().prefetchInfiniteQuery(trpc.earnings.list.infiniteQueryOptions(EARNINGS, nextPage)),
  ]);
  return (
    <Hydrate>
      <EarningsScreen />
    </Hydrate>
  );
}
