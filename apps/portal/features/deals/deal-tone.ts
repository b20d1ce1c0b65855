import type { DealState } from '@kolony/deals/schema';
import type { Tone } from '@kolony/ui';

export const DEAL_TONE: Record<DealState, Tone> = {
  invited: 'warning',
  active: 'success',
  declined: 'neutral',
  withdrawn: 'neutral',
  ended: 'info',
};
