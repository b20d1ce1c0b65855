import type { Currency } from '@kolony/kernel';

/** Which account of the tenant. `path` follows the grammar `<owner>:<id>:<kind>`. */
export interface AccountRef {
  path: string;
  currency: Currency;
}

export interface EntryInput {
  account: AccountRef;
  /** Minor units, credit-positive, never zero. */
  amount: number;
  /** What the entry is about, e.g. a commission's id. */
  subject?: string;
}

/** A transaction to post: ≥ 2 entries, zero-sum per currency. */
export interface TransactionInput {
  kind: string;
  /** The same key with the same content is the same transaction; with other content, `ledger/idempotency_conflict`. */
  idempotencyKey: string;
  occurredAt: Date;
  entries: EntryInput[];
}
