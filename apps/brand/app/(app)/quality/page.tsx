import { nextPage, qualityQuery } from '../../../features/quality/quality-query.ts';
import { QualityScreen } from '../../../features/quality/quality-screen.tsx';
import { getQueryClient, Hydrate, trpc } from '../../../trpc.server.ts';

type Search = Promise<{ state?: string }>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { state } = await searchParams;
  await getQueryClient().prefetchInfiniteQuery(
    trpc.quality.list.infiniteQueryOptions(qualityQuery({ state }), nextPage),
  );
  return (
    <Hydrate>
      <QualityScreen />
    </Hydrate>
  );
}
