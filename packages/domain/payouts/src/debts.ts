import { partyAccount } from '@kolony/commissions';
import type { Tx } from '@kolony/db';
import { type Currency, minor } from '@kolony/kernel';

export interface Debt {
  commissionId: string | null;
  amount: number;
}

/** What the party owes, by the paid commission that was refunded, oldest first. */
export async function debtsOf(
  tx: Tx,
  { brandId }: { brandId: string },
  { party, currency }: { party: string; currency: Currency },
): Promise<Debt[]> {
  const { path } = partyAccount(party, 'clawback', currency);
  const rows = await tx.$queryRaw<{ subject: string | null; sum: bigint }[]>`
    SELECT e.subject, -sum(e.amount)::bigint AS sum
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
    WHERE a.brand_id = ${brandId} AND a.path = ${path} AND a.currency = ${currency}
    GROUP BY e.subject HAVING sum(e.amount) < 0 ORDER BY e.subject`;
  return rows.map((row) => ({ commissionId: row.subject, amount: minor(row.sum) }));
}
