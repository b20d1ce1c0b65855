import { CampaignScreen } from '../../../../features/campaigns/campaign-screen.tsx';
import { Hydrate, prefetch, trpc } from '../../../../trpc.server.ts';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  await prefetch(trpc.campaigns.get.queryOptions({ id }), trpc.budget.spend.queryOptions({ campaignId: id }));
  return (
    <Hydrate>
      <CampaignScreen id={id} />
    </Hydrate>
  );
}
