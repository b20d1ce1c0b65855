import type { Currency } from '@kolony/kernel';
import type { BankAccount } from '../schema.ts';

/** What a provider is asked to pay. */
export interface Payment {
  payoutId: string;
  /** Net, minor units. */
  amount: number;
  currency: Currency;
  account: BankAccount;
}

/** What a provider says of a key. `unknown`: it never got it, so it may be sent, with the same key. */
export type ProviderAnswer =
  | { state: 'unknown' | 'accepted' }
  | { state: 'settled'; reference: string }
  | { state: 'failed'; reason: string }
  | { state: 'returned'; reference: string; reason: string };

/**
 * A way to pay, behind which banks and payment services are adapters. `submit` with a key that was sent before pays
 * nothing and answers what became of it. Whatever either of them throws means "nobody knows": the payout is in doubt
 * until `query` says more.
 */
export interface PayoutProvider {
  submit(payment: Payment, key: string): Promise<ProviderAnswer>;
  query(key: string): Promise<ProviderAnswer>;
}

/** The one key a payout is ever sent with. */
export const keyFor = (payoutId: string) => `payout:${payoutId}`;
