export { closeCampaign } from './close-campaign.ts';
export { createCampaign } from './create-campaign.ts';
export { fundCampaign } from './fund-campaign.ts';
export { fundingBalances } from './funding-balances.ts';
export { getCampaign } from './get-campaign.ts';
export { type CampaignQuery, listCampaigns } from './list-campaigns.ts';
export { publishCampaign } from './publish-campaign.ts';
export { recordDeposit } from './record-deposit.ts';
export { updateCampaign } from './update-campaign.ts';
