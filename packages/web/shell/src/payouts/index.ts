export { useCommissionName } from './commission-name.ts';
export { PayoutSum } from './payout-sum.tsx';
export { TaxInBrief, TaxInWords } from './tax-in-words.tsx';
export { BATCH_TONE, COMMISSION_TONE, PAYOUT_TONE } from './tones.ts';
