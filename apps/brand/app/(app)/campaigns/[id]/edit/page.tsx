import { EditCampaignScreen } from '../../../../../features/campaigns/edit-campaign-screen.tsx';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  return <EditCampaignScreen id={(await params).id} />;
}
