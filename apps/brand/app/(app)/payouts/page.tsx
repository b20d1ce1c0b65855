import { PayoutsScreen } from '../../../features/payouts/payouts-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.payouts.payable.queryOptions(), trpc.payouts.list.queryOptions({ limit: 100 }));
  return (
    <Hydrate>
      <PayoutsScreen />
    </Hydrate>
  );
}
