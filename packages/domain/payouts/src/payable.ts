import type { Database, Deps, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, minor } from '@kolony/kernel';
import type { Payable } from './schema.ts';

/** How much of a payout may be withheld for what the KOL owes, at most (product.md, "Refunds"): half. */
export function recoverable(payable: number, owed: number): number {
  return Math.min(owed, Math.floor(payable / 2));
}

/** One commission's released money. */
export interface PayableCommission {
  commissionId: string;
  kolId: string;
  currency: Currency;
  amount: number;
}

/** Every commission of the brand whose money is payable now, oldest first. */
export async function payableCommissions(
  db: Database | Tx,
  scope: BrandScope,
  only?: { kolId: string; currency: Currency },
): Promise<PayableCommission[]> {
  const rows = await db.$queryRaw<{ id: string; kol_id: string; currency: Currency; sum: bigint }[]>`
    SELECT c.id, c.kol_id, c.currency, sum(e.amount)::bigint AS sum
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN commissions c ON c.id = e.subject
    WHERE a.brand_id = ${scope.brandId} AND a.kind = 'payable' AND a.balance > 0
      AND (${only?.kolId ?? null}::text IS NULL OR c.kol_id = ${only?.kolId ?? null})
      AND (${only?.currency ?? null}::text IS NULL OR c.currency = ${only?.currency ?? null})
    GROUP BY c.id
    HAVING sum(e.amount) > 0
    ORDER BY c.created_at, c.id`;
  return rows.map((row) => ({
    commissionId: row.id,
    kolId: row.kol_id,
    currency: row.currency,
    amount: minor(row.sum),
  }));
}

/** Who could be paid what, now. */
export async function listPayable({ db }: Deps, scope: BrandScope): Promise<Payable[]> {
  const commissions = await payableCommissions(db, scope);
  const groups = Map.groupBy(commissions, (row) => `${row.kolId}|${row.currency}`);
  const kols = await db.kol.findMany({ where: { id: { in: commissions.map((row) => row.kolId) } } });
  const names = new Map(kols.map((kol) => [kol.id, kol]));
  const debts = await db.ledgerAccount.findMany({
    where: { brandId: scope.brandId, kind: 'clawback', balance: { lt: 0 } },
  });
  const owedBy = new Map(
    debts.map((row) => [`${row.path.split(':')[1]}|${row.currency}`, -minor(row.balance)]),
  );
  return [...groups].flatMap(([key, rows]) => {
    const [first] = rows;
    const kol = first && names.get(first.kolId);
    if (!first || !kol) return [];
    const payable = rows.reduce((sum, row) => sum + row.amount, 0);
    const owed = owedBy.get(key) ?? 0;
    const recovered = recoverable(payable, owed);
    return [
      {
        kol: { id: kol.id, displayName: kol.displayName, handle: kol.handle },
        currency: first.currency,
        payable,
        owed,
        recovered,
        net: payable - recovered,
        commissions: rows.length,
      },
    ];
  });
}
