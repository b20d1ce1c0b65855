import type { Payable } from '@kolony/payouts/schema';

/** Where the statement between the brand and this payee is, in the currency paid. */
export function statementOf({ payee, currency }: Pick<Payable, 'payee' | 'currency'>): string {
  return `/statements/${payee.party}?currency=${currency}`;
}
