import { dealsQuery, nextPage } from '../../../features/deals/deals-query.ts';
import { DealsScreen } from '../../../features/deals/deals-screen.tsx';
import { getQueryClient, Hydrate, trpc } from '../../../trpc.server.ts';

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ q?: string; state?: string }>;
}) {
  const query = dealsQuery(await searchParams);
  await getQueryClient().prefetchInfiniteQuery(trpc.deals.list.infiniteQueryOptions(query, nextPage));
  return (
    <Hydrate>
      <DealsScreen />
    </Hydrate>
  );
}
