import { KolonyError } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import type { TransactionInput } from './schema.ts';

/**
 * Refuses what could never balance before the database has to: `ledger/unbalanced` unless there are at least two
 * non-zero entries whose amounts sum to zero in every currency.
 */
export function assertBalanced(transaction: TransactionInput): void {
  const sums = new Map<string, number>();
  for (const { account, amount } of transaction.entries) {
    if (!Number.isSafeInteger(amount) || amount === 0)
      throw new KolonyError('ledger/unbalanced', 'internal', { key: transaction.idempotencyKey, amount });
    sums.set(account.currency, (sums.get(account.currency) ?? 0) + amount);
  }
  if (transaction.entries.length < 2 || [...sums.values()].some((sum) => sum !== 0))
    throw new KolonyError('ledger/unbalanced', 'internal', { key: transaction.idempotencyKey });
}

/** What makes "the same transaction": its kind and its entries, in order; not the moment it is asked for again. */
export function hashOf({ kind, entries }: TransactionInput): string {
  return inputHash({ kind, entries });
}
