import { KolonyError } from '@kolony/kernel';
import type { LockedDeal } from './store.ts';

/**
 * Who answers an offer must have read the one on the table, in time: `deals/offer_moved_on` {round}: another is;
 * `deals/offer_expired`.
 */
export function assertRound(deal: LockedDeal, { round, now }: { round: number; now: Date }): void {
  if (deal.round !== round)
    throw new KolonyError('deals/offer_moved_on', 'conflict', { round: deal.round, field: 'round' });
  if (deal.expiresAt && deal.expiresAt <= now) throw new KolonyError('deals/offer_expired', 'conflict');
}
