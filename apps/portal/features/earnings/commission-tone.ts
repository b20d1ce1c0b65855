import type { CommissionState } from '@kolony/commissions/schema';
import type { Tone } from '@kolony/ui';

export const COMMISSION_TONE: Record<CommissionState, Tone> = {
  pending: 'warning',
  payable: 'info',
  in_payout: 'info',
  paid: 'success',
  reversed: 'neutral',
  refused: 'danger',
};
