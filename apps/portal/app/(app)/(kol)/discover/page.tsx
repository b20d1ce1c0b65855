import { DiscoverScreen } from '../../../../features/discover/discover-screen.tsx';
import { nextPage, openQuery } from '../../../../features/discover/open-query.ts';
import { getQueryClient, Hydrate, trpc } from '../../../../trpc.server.ts';

export default async function Page({ searchParams }: { searchParams: Promise<{ q?: string }> }) {
  const { q = '' } = await searchParams;
  await getQueryClient().prefetchInfiniteQuery(trpc.offers.open.infiniteQueryOptions(openQuery(q), nextPage));
  return (
    <Hydrate>
      <DiscoverScreen />
    </Hydrate>
  );
}
