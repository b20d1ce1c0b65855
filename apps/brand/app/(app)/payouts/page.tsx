import { PayoutsScreen } from '../../../features/payouts/payouts-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default function Page() {
  prefetch(trpc.payouts.payable.queryOptions());
  prefetch(trpc.payouts.list.queryOptions({ limit: 100 }));
  return (
    <Hydrate>
      <PayoutsScreen />
    </Hydrate>
  );
}
