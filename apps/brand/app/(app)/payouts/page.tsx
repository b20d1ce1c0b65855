import { BATCHES, HISTORY, nextPage } from '../../../features/payouts/payouts-query.ts';
import { PayoutsScreen } from '../../../features/payouts/payouts-screen.tsx';
import { getQueryClient, Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { tab } = await searchParams;
  const { payable, batches, list, policies } = trpc.payouts;
  const queries = getQueryClient();
  await Promise.all([
    prefetch(payable.queryOptions()),
    tab === 'batches' && queries.prefetchInfiniteQuery(batches.infiniteQueryOptions(BATCHES, nextPage)),
    tab === 'history' && queries.prefetchInfiniteQuery(list.infiniteQueryOptions(HISTORY, nextPage)),
    tab === 'rules' && prefetch(policies.queryOptions()),
  ]);
  return (
    <Hydrate>
      <PayoutsScreen />
    </Hydrate>
  );
}
