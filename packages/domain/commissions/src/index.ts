export { acceptCounterOffer, acceptOffer } from './accept-offer.ts';
export { type Place, partyAccount } from './accounts.ts';
export { accrueClicks, type DayOfClicks, dealsPaidByClick } from './accrue-clicks.ts';
export { type CaseEvent, closeAfterSaleCase, openAfterSaleCase } from './after-sale.ts';
export { type BookedDay, booksByDay } from './books-by-day.ts';
export { brandStatement } from './brand-statement.ts';
export { campaignBudgets } from './campaign-budgets.ts';
export { campaignSpend, dealFunded, raiseBudgetAlerts } from './campaign-spend.ts';
export { type CheckCountQuery, type CheckCounts, countChecks } from './count-checks.ts';
export { type CouponQuery, couponUse } from './coupon-use.ts';
export { decideHeldOrder } from './decide-check.ts';
export { earnings } from './earnings.ts';
export { eraseCustomer } from './erase-customer.ts';
export { commissionEvent, type EventOrder } from './events.ts';
export { explainCommission, explainEarning } from './explain-commission.ts';
export {
  acceptGuarantee,
  disputeGuarantee,
  proposeGuarantees,
  readGuarantee,
  readOwnGuarantee,
  waiveGuarantee,
} from './guarantee.ts';
export { holdCheckedOrders } from './hold-checked-orders.ts';
export { type CommissionQuery, listCommissions, listEarnings } from './list-commissions.ts';
export { type HeldOrderQuery, listHeldOrders } from './list-held-orders.ts';
export { ordersToCheck } from './orders-to-check.ts';
export { readConversion } from './read-conversion.ts';
export { recentOrders } from './recent-orders.ts';
export { type Outcome, recordConversions } from './record-conversions.ts';
export { recordRefund, winBackChargeback } from './record-refund.ts';
export { releaseDueHolds } from './release-due-holds.ts';
export { type Replay, type ReplayDrift, replayCommissions } from './replay.ts';
export { reviewSubmission } from './review-submission.ts';
export { type StatusChange, setConversionStatus } from './set-status.ts';
export { brandPartyStatement, ownStatement } from './statement.ts';
export { type Trial, tryConversion, tryConversions } from './try-conversion.ts';
export { tryRefunds } from './try-refunds.ts';
export { whatIf } from './what-if.ts';
