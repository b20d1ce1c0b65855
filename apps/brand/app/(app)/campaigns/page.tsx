import { CampaignsScreen } from '../../../features/campaigns/campaigns-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../trpc.server.ts';

export default async function Page() {
  await prefetch(trpc.campaigns.list.queryOptions({ limit: 100 }));
  return (
    <Hydrate>
      <CampaignsScreen />
    </Hydrate>
  );
}
