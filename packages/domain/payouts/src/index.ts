export { approvePayout } from './approve-payout.ts';
export { listPayable } from './payable.ts';
export { listKolPayouts, listPayouts, type PayoutQuery, readPayout } from './read-payouts.ts';
export { settlePayout } from './settle-payout.ts';
