import type { DealState } from '@kolony/deals/schema';

/** In the order of a deal's life. */
export const DEAL_STATES: readonly DealState[] = [
  'applied',
  'invited',
  'countered',
  'active',
  'paused',
  'ended',
  'terminated',
  'declined',
  'withdrawn',
  'expired',
];
