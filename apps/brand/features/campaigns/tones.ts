import type { CampaignState } from '@kolony/campaigns/schema';
import type { Tone } from '@kolony/ui';

export const CAMPAIGN_TONE: Record<CampaignState, Tone> = {
  draft: 'neutral',
  live: 'success',
  closed: 'info',
};
