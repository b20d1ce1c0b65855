import type { Database, Prisma } from '@kolony/db';
import { Currency, minor } from '@kolony/kernel';
import { payeeNames } from './party.ts';
import { BankAccount, type Payout, PayoutState, Provider, TaxLine } from './schema.ts';

/** Payouts as their readers see them, newest first, whole pages with a fixed number of queries. */
export async function selectPayouts(
  db: Database,
  where: Prisma.PayoutWhereInput,
  take?: number,
): Promise<Payout[]> {
  const rows = await db.payout.findMany({
    where,
    ...(take === undefined ? {} : { take }),
    orderBy: { id: 'desc' },
    include: { _count: { select: { items: true } }, batch: { select: { provider: true } } },
  });
  const brands = await db.brand.findMany({
    where: { id: { in: [...new Set(rows.map((row) => row.brandId))] } },
    select: { id: true, name: true },
  });
  const brandNames = new Map(brands.map((brand) => [brand.id, brand.name]));
  const payees = await payeeNames(
    db,
    rows.map((row) => row.party),
  );
  return rows.map((row) => {
    const amount = minor(row.amount);
    const recovered = minor(row.recovered);
    const withheld = minor(row.withheld);
    const account = BankAccount.nullable().parse(row.account);
    return {
      id: row.id,
      batchId: row.batchId,
      state: PayoutState.parse(row.state),
      brand: { id: row.brandId, name: brandNames.get(row.brandId) ?? '' },
      payee: payees.get(row.party) ?? { party: row.party, kind: 'kol', name: '' },
      currency: Currency.parse(row.currency),
      amount,
      recovered,
      withheld,
      tax: TaxLine.parse(row.tax),
      net: amount - recovered - withheld,
      commissions: row._count.items,
      provider: Provider.parse(row.batch.provider),
      account: account && { holder: account.holder, last4: account.number.slice(-4) },
      createdAt: row.createdAt,
      approvedAt: row.approvedAt,
      paidAt: row.paidAt,
      endedAt: row.endedAt,
      reference: row.reference,
      reason: row.reason,
    };
  });
}
