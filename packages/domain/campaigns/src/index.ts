export { closeCampaign } from './close-campaign.ts';
export { fundCampaign, fundingBalances, recordDeposit } from './funding.ts';
export { publishCampaign } from './publish-campaign.ts';
export { type CampaignQuery, getCampaign, listCampaigns } from './read-campaigns.ts';
export { createCampaign, updateCampaign } from './write-campaign.ts';
