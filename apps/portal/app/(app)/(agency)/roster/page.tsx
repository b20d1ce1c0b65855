import { RosterScreen } from '../../../../features/agency/roster-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.memberships.list.queryOptions());
  return (
    <Hydrate>
      <RosterScreen />
    </Hydrate>
  );
}
