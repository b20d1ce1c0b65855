import { type Deps, Prisma } from '@kolony/db';
import { partyOf } from '@kolony/identity';
import type { PayeeScope } from '@kolony/identity/schema';
import { type Currency, minor } from '@kolony/kernel';
import { balancesOfOwner } from '@kolony/ledger';
import type { EarningsBalance } from './schema.ts';

/** What a KOL or an agency has with each brand, per currency, straight from the ledger; minor units. */
export async function earnings({ db }: Deps, scope: PayeeScope): Promise<EarningsBalance[]> {
  const party = partyOf(scope);
  const accounts = await balancesOfOwner(db, party);
  const brandIds = [...new Set(accounts.map((account) => account.brandId))];
  if (brandIds.length === 0) return [];
  const brands = new Map(
    (await db.brand.findMany({ where: { id: { in: brandIds } } })).map((brand) => [brand.id, brand.name]),
  );
  const paid = await paidTo(db, party);
  const rows = new Map<string, EarningsBalance>();
  for (const { brandId, currency, kind, balance } of accounts) {
    const key = `${brandId}|${currency}`;
    const row = rows.get(key) ?? {
      brandId,
      brandName: brands.get(brandId) ?? '',
      currency,
      pending: 0,
      payable: 0,
      inPayout: 0,
      owed: 0,
      paid: paid.get(key) ?? 0,
    };
    if (kind === 'pending') row.pending = balance;
    if (kind === 'payable') row.payable = balance;
    if (kind === 'in_payout') row.inPayout = balance;
    if (kind === 'clawback') row.owed = balance === 0 ? 0 : -balance;
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** What left in payouts, less what came back: settled, and the tax that was withheld for the authority. */
async function paidTo(db: Deps['db'], party: string): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ brand_id: string; currency: Currency; sum: bigint }[]>(Prisma.sql`
    SELECT a.brand_id, a.currency, -sum(e.amount)::bigint AS sum
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN ledger_transactions t ON t.id = e.transaction_id AND t.kind IN ('settle', 'withhold', 'payout_return')
    WHERE a.path = ANY(${[`${party}:in_payout`, `${party}:payable`]}::text[])
    GROUP BY a.brand_id, a.currency`);
  return new Map(rows.map((row) => [`${row.brand_id}|${row.currency}`, minor(row.sum)]));
}
