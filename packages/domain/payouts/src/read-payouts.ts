import type { Deps, Prisma } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor, type Page, toPage } from '@kolony/kernel';
import type { Payout } from './schema.ts';

export interface PayoutQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's payouts, newest first. */
export async function listPayouts(deps: Deps, scope: BrandScope, query: PayoutQuery): Promise<Page<Payout>> {
  return list(deps, { brandId: scope.brandId }, query);
}

/** The KOL's own payouts from every brand, newest first. */
export async function listKolPayouts(deps: Deps, scope: KolScope, query: PayoutQuery): Promise<Page<Payout>> {
  return list(deps, { kolId: scope.kolId }, query);
}

/** `payouts/payout_not_found` */
export async function readPayout(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<Payout> {
  const [payout] = await select(deps, { brandId: scope.brandId, id }, 1);
  if (!payout) throw new KolonyError('payouts/payout_not_found', 'not_found', { id });
  return payout;
}

async function list(
  deps: Deps,
  where: Prisma.PayoutWhereInput,
  { cursor, limit = 50 }: PayoutQuery,
): Promise<Page<Payout>> {
  const rows = await select(deps, cursor ? { ...where, id: { lt: cursor } } : where, limit + 1);
  return toPage(rows, limit, (row) => row.id);
}

/** Payout ids are UUIDv7: by id is by time. */
async function select({ db }: Deps, where: Prisma.PayoutWhereInput, take: number): Promise<Payout[]> {
  const rows = await db.payout.findMany({
    where,
    take,
    orderBy: { id: 'desc' },
    include: { _count: { select: { items: true } } },
  });
  const [brands, kols] = await Promise.all([
    db.brand.findMany({ where: { id: { in: rows.map((row) => row.brandId) } } }),
    db.kol.findMany({ where: { id: { in: rows.map((row) => row.kolId) } } }),
  ]);
  const brandOf = new Map(brands.map((brand) => [brand.id, brand.name]));
  const kolOf = new Map(kols.map((kol) => [kol.id, kol]));
  return rows.map((row) => {
    const amount = minor(row.amount);
    const recovered = minor(row.recovered);
    const kol = kolOf.get(row.kolId);
    return {
      id: row.id,
      state: row.paidAt ? 'paid' : 'approved',
      brand: { id: row.brandId, name: brandOf.get(row.brandId) ?? '' },
      kol: { id: row.kolId, displayName: kol?.displayName ?? '', handle: kol?.handle ?? '' },
      currency: Currency.parse(row.currency),
      amount,
      recovered,
      net: amount - recovered,
      commissions: row._count.items,
      provider: 'manual',
      approvedAt: row.approvedAt ?? row.createdAt,
      paidAt: row.paidAt,
      reference: row.reference,
    };
  });
}
