import type { CommissionState } from '@kolony/commissions/schema';
import type { PayoutBatch, PayoutState } from '@kolony/payouts/schema';
import type { Tone } from '@kolony/ui';

export const PAYOUT_TONE: Record<PayoutState, Tone> = {
  proposed: 'neutral',
  approved: 'info',
  submitted: 'accent',
  in_doubt: 'warning',
  paid: 'success',
  failed: 'danger',
  returned: 'danger',
  cancelled: 'neutral',
};
export const BATCH_TONE: Record<PayoutBatch['state'], Tone> = {
  proposed: 'warning',
  approved: 'success',
  cancelled: 'neutral',
};
export const COMMISSION_TONE: Record<CommissionState, Tone> = {
  pending: 'warning',
  payable: 'info',
  in_payout: 'accent',
  paid: 'success',
  reversed: 'neutral',
  refused: 'danger',
};
