import { readConfig } from '@kolony/config';
import { TeamScreen } from '../../../features/team/team-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.team.get.queryOptions());
  return (
    <Hydrate>
      <TeamScreen joinUrl={`${readConfig().urls.brand}/join/`} />
    </Hydrate>
  );
}
