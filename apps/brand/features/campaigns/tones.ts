import type { CampaignState } from '@kolony/campaigns/schema';
import type { CommissionState } from '@kolony/commissions/schema';
import type { Tone } from '@kolony/ui';

export const CAMPAIGN_TONE: Record<CampaignState, Tone> = {
  draft: 'neutral',
  live: 'success',
  closed: 'info',
};
export const COMMISSION_TONE: Record<CommissionState, Tone> = {
  pending: 'warning',
  payable: 'info',
  in_payout: 'accent',
  paid: 'success',
  reversed: 'neutral',
  refused: 'danger',
};
