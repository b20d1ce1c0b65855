import { nextPage, PAYOUTS } from '../../../features/payouts/payouts-query.ts';
import { PayoutsScreen } from '../../../features/payouts/payouts-screen.tsx';
import { getQueryClient, Hydrate, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await getQueryClient().prefetchInfiniteQuery(trpc.payouts.list.infiniteQueryOptions(PAYOUTS, nextPage));
  return (
    <Hydrate>
      <PayoutsScreen />
    </Hydrate>
  );
}
