import type { Database, Tx } from '@kolony/db';
import { type Currency, minor } from '@kolony/kernel';

/** One commission's released money. */
export interface PayableCommission {
  commissionId: string;
  party: string;
  currency: Currency;
  amount: number;
}

interface Wanted {
  brandId: string;
  currency?: Currency | undefined;
  parties?: readonly string[] | undefined;
  /** Proposed payouts of this batch do not count as taken: they are what is being looked at. */
  batchId?: string | undefined;
}

/**
 * Every commission whose money is payable now and in no open payout, oldest first; per party they sum to the balance of
 * its payable account less what open payouts hold. Meant to be read under the lock of these accounts when something is
 * done with it.
 */
export async function payableCommissions(db: Database | Tx, wanted: Wanted): Promise<PayableCommission[]> {
  const parties = wanted.parties ? [...wanted.parties] : null;
  const currency = wanted.currency ?? null;
  const rows = await db.$queryRaw<
    { id: string; party: string; currency: Currency; sum: bigint; taken: boolean }[]
  >`
    SELECT c.id, c.party, c.currency, sum(e.amount)::bigint AS sum, EXISTS (
      SELECT FROM payout_items i JOIN payouts p ON p.id = i.payout_id
      WHERE i.commission_id = c.id AND p.brand_id = ${wanted.brandId} AND p.state = 'proposed'
        AND p.batch_id <> ${wanted.batchId ?? ''}
    ) AS taken
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN commissions c ON c.id = e.subject AND c.brand_id = a.brand_id
    WHERE a.brand_id = ${wanted.brandId} AND a.kind = 'payable' AND a.balance > 0
      AND a.path = c.party || ':payable' AND (c.party LIKE 'kol:%' OR c.party LIKE 'agency:%')
      AND (${parties}::text[] IS NULL OR c.party = ANY(${parties}::text[]))
      AND (${currency}::text IS NULL OR c.currency = ${currency})
    GROUP BY c.id
    HAVING sum(e.amount) <> 0
    ORDER BY c.created_at, c.id`;
  const groups = Map.groupBy(rows, (row) => `${row.party}|${row.currency}`);
  return [...groups.values()].flatMap((group) =>
    covered(group.map((row) => ({ ...row, sum: minor(row.sum) })))
      .filter((row) => !row.taken && row.sum > 0)
      .map((row) => ({ commissionId: row.id, party: row.party, currency: row.currency, amount: row.sum })),
  );
}

/**
 * A refund that chose `payable` while its commission was being paid out leaves that commission below zero there: the
 * party's balance is right, so the oldest others make up for it, and nobody is promised more than there is.
 */
function covered<T extends { sum: number }>(rows: readonly T[]): T[] {
  let missing = -rows.reduce((sum, row) => sum + Math.min(0, row.sum), 0);
  return rows.map((row) => {
    const given = Math.min(missing, Math.max(0, row.sum));
    missing -= given;
    return { ...row, sum: Math.max(0, row.sum) - given };
  });
}
