import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { post } from '@kolony/ledger';
import { funding, world } from './accounts.ts';
import type { Deposit } from './schema.ts';

/**
 * Books a bank transfer that finance received. The bank's reference is the key: the same deposit again changes nothing,
 * another amount or currency under the same reference is `ledger/idempotency_conflict`.
 */
export async function recordDeposit(deps: Deps, scope: BrandScope, deposit: Deposit): Promise<void> {
  const { amount, currency, reference } = deposit;
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const transaction = {
      kind: 'deposit',
      idempotencyKey: `deposit:${reference}`,
      occurredAt: at,
      entries: [
        { account: world(currency), amount: -amount },
        { account: funding(scope.brandId, currency), amount },
      ],
    };
    const [posted] = await post(tx, scope, { at, transactions: [transaction] });
    if (posted?.posted)
      await audit(tx, scope, {
        action: 'deposit.recorded',
        subject: posted.id,
        facts: { amount, currency, reference },
      });
  });
}
