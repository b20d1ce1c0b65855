import { AUTO_RECEIPT_DAYS, MIN_HOLD_DAYS, type TermsRules } from '@kolony/campaigns/schema';
import { after, DAY } from '@kolony/kernel';

export interface Hold {
  /** When the goods were received, or are taken to have been. */
  receiptAt: Date;
  /** True while the shop has not reported receipt. */
  receiptAssumed: boolean;
  days: number;
  until: Date;
}

/**
 * When a commission becomes payable: receipt + the contract's hold, never less than 7 days after receipt. A shop that
 * does not report receipt is taken to have delivered 15 days after the order (product.md, "States of a commission").
 */
export function holdOf(order: { occurredAt: Date; completedAt: Date | null }, rules: TermsRules): Hold {
  const receiptAt = order.completedAt ?? after(order.occurredAt, AUTO_RECEIPT_DAYS * DAY);
  const days = Math.max(MIN_HOLD_DAYS, rules.holdDays);
  return { receiptAt, receiptAssumed: order.completedAt === null, days, until: after(receiptAt, days * DAY) };
}
