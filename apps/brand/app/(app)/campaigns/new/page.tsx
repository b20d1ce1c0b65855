import { NewCampaignScreen } from '../../../../features/campaigns/new-campaign-screen.tsx';

export default NewCampaignScreen;
