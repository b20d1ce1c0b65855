import type { Database } from '@kolony/db';

export interface Drift {
  what: 'balance' | 'unbalanced' | 'below_zero';
  /** The account or transaction. */
  id: string;
  detail: string;
}

export interface LedgerAudit {
  accounts: number;
  transactions: number;
  entries: number;
  drift: Drift[];
}

/** Rebuilds every balance from the entries and compares; also looks for what the database should have refused. */
export async function auditLedger(db: Database): Promise<LedgerAudit> {
  const [count] = await db.$queryRaw<{ accounts: bigint; transactions: bigint; entries: bigint }[]>`
    SELECT (SELECT count(*) FROM ledger_accounts) AS accounts, (SELECT count(*) FROM ledger_transactions) AS transactions,
      (SELECT count(*) FROM ledger_entries) AS entries`;
  const drift = await db.$queryRaw<Drift[]>`
    SELECT 'balance' AS what, a.id, a.path || ' ' || a.currency || ': stored ' || a.balance || ', entries say ' || coalesce(s.sum, 0) AS detail
    FROM ledger_accounts a
    LEFT JOIN (SELECT account_id, sum(amount) AS sum FROM ledger_entries GROUP BY account_id) s ON s.account_id = a.id
    WHERE a.balance <> coalesce(s.sum, 0)
    UNION ALL
    SELECT 'unbalanced', t.id, t.kind || ': ' || count(e.*) || ' entries, sum ' || coalesce(sum(e.amount), 0)
    FROM ledger_transactions t LEFT JOIN ledger_entries e ON e.transaction_id = t.id
    GROUP BY t.id, t.kind, e.currency HAVING coalesce(sum(e.amount), 0) <> 0 OR count(e.*) < 2
    UNION ALL
    SELECT 'below_zero', id, path || ' ' || currency || ': ' || balance FROM ledger_accounts WHERE balance < 0 AND NOT may_go_below`;
  return {
    accounts: Number(count?.accounts ?? 0),
    transactions: Number(count?.transactions ?? 0),
    entries: Number(count?.entries ?? 0),
    drift,
  };
}
