import type { PayoutProvider } from './provider.ts';

/**
 * The bank, by hand: finance downloads the bank file and reports each payout as settled, failed or returned. There is
 * nothing to send, and nobody to ask.
 */
export const manual: PayoutProvider = {
  submit: async () => ({ state: 'accepted' }),
  query: async () => ({ state: 'accepted' }),
};
