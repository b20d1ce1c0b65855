import { DealsScreen } from '../../../../features/deals/deals-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.offers.list.queryOptions({ limit: 200 }));
  return (
    <Hydrate>
      <DealsScreen />
    </Hydrate>
  );
}
