import type { Tx } from '@kolony/db';
import { minor } from '@kolony/kernel';
import type { AccountRef } from '@kolony/ledger/schema';
import type { About } from './entries.ts';

interface Posted {
  /** What this payout itself has on its way, per commission: another payout's money of the same commission is not it. */
  inPayout: About[];
  /** What was kept from it for the authority, per commission, and on which account that is. */
  withheld: (About & { account: AccountRef })[];
}

/** Read from the transactions that the approval of this payout posted. */
export async function postedFor(tx: Tx, { brandId, id }: { brandId: string; id: string }): Promise<Posted> {
  const rows = await tx.$queryRaw<
    { subject: string; kind: string; path: string; currency: AccountRef['currency']; sum: bigint }[]
  >`
    SELECT e.subject, a.kind, a.path, a.currency, sum(e.amount)::bigint AS sum
    FROM ledger_transactions t
    JOIN ledger_entries e ON e.transaction_id = t.id
    JOIN ledger_accounts a ON a.id = e.account_id
    WHERE t.brand_id = ${brandId} AND t.idempotency_key = ANY(${[`payout:${id}`, `withhold:${id}`]}::text[])
      AND a.kind IN ('in_payout', 'withheld')
    GROUP BY e.subject, a.kind, a.path, a.currency
    HAVING sum(e.amount) > 0
    ORDER BY e.subject`;
  const about = rows.map(({ subject, kind, path, currency, sum }) => ({
    kind,
    commissionId: subject,
    amount: minor(sum),
    account: { path, currency },
  }));
  return {
    inPayout: about.filter((row) => row.kind === 'in_payout'),
    withheld: about.filter((row) => row.kind === 'withheld'),
  };
}
