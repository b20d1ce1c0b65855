import { ConnectionsScreen } from '../../../../features/connections/connections-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.connections.list.queryOptions());
  return (
    <Hydrate>
      <ConnectionsScreen />
    </Hydrate>
  );
}
