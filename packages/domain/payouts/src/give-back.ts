import { partyAccount } from '@kolony/commissions';
import type { Tx } from '@kolony/db';
import { post } from '@kolony/ledger';
import type { AccountRef, TransactionInput } from '@kolony/ledger/schema';
import { move } from './entries.ts';
import { postedFor } from './posted.ts';
import type { LockedPayout } from './transition.ts';

interface Back {
  payout: LockedPayout;
  /** Where the money is now. */
  from: AccountRef;
  kind: 'fail' | 'payout_return';
  now: Date;
}

/**
 * What was to be paid, or was paid and came back, is payable again, and so is the tax that was kept from it: nothing was
 * paid, so nothing is owed to the authority. What was recovered stays recovered: that debt is settled.
 */
export async function giveBack(tx: Tx, { payout, from, kind, now }: Back): Promise<void> {
  const { id, brandId, party, currency } = payout;
  const { inPayout, withheld } = await postedFor(tx, { brandId, id });
  const payable = partyAccount(party, 'payable', currency);
  const transactions: TransactionInput[] = [
    {
      kind,
      idempotencyKey: `${kind}:${id}`,
      occurredAt: now,
      entries: move({ from, to: payable, about: inPayout }),
    },
  ];
  if (withheld.length > 0)
    transactions.push({
      kind: 'withhold',
      idempotencyKey: `unwithhold:${id}`,
      occurredAt: now,
      entries: withheld.flatMap(({ account, ...about }) =>
        move({ from: account, to: payable, about: [about] }),
      ),
    });
  await post(tx, { brandId }, { at: now, transactions });
}
