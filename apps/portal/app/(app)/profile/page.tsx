import { ProfileScreen } from '../../../features/profile/profile-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.auth.me.queryOptions(), trpc.payouts.profile.queryOptions());
  return (
    <Hydrate>
      <ProfileScreen />
    </Hydrate>
  );
}
