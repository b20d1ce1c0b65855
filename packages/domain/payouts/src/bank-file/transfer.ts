import type { Currency } from '@kolony/kernel';
import type { BankAccount } from '../schema.ts';

/** One payment order in a bank file. */
export interface Transfer {
  payoutId: string;
  payee: string;
  /** Minor units. */
  amount: number;
  account: BankAccount;
}

/** Everything that a bank file says. */
export interface Order {
  batchId: string;
  brand: string;
  currency: Currency;
  /** The account it is paid from, if the brand gave one. */
  payFrom: BankAccount | null;
  createdAt: Date;
  /** `YYYY-MM-DD`, the brand's. */
  executeOn: string;
  transfers: readonly Transfer[];
}

/** An id within the 35 characters and the character set of ISO 20022: `pay_01…` → `PAY01…`, 29 characters. */
export function shortId(id: string): string {
  return id
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .slice(0, 35);
}
