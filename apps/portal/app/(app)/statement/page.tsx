import { StatementScreen } from '../../../features/statement/statement-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.earnings.balances.queryOptions());
  return (
    <Hydrate>
      <StatementScreen />
    </Hydrate>
  );
}
