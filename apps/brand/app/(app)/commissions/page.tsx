import { commissionsQuery, nextPage } from '../../../features/commissions/commissions-query.ts';
import { CommissionsScreen } from '../../../features/commissions/commissions-screen.tsx';
import { getQueryClient, Hydrate, trpc } from '../../../trpc.server.ts';

type Search = Promise<{ campaign?: string; deal?: string }>;

export default async function Page({ searchParams }: { searchParams: Search }) {
  const { campaign, deal } = await searchParams;
  const input = commissionsQuery({ campaignId: campaign, dealId: deal });
  await getQueryClient().prefetchInfiniteQuery(trpc.commissions.list.infiniteQueryOptions(input, nextPage));
  return (
    <Hydrate>
      <CommissionsScreen />
    </Hydrate>
  );
}
