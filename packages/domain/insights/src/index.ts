export { attributionReport } from './attribution-report.ts';
export { campaignReport } from './campaign-report.ts';
export { clickKinds } from './click-kinds.ts';
export { countedClicks } from './counted-clicks.ts';
export { dealReport } from './deal-report.ts';
export { orderRows } from './order-rows.ts';
export { type Asked, resolveQuestion } from './question.ts';
export { recentClicks } from './recent-clicks.ts';
export { recentVisits } from './recent-visits.ts';
