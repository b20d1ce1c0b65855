import type { Deps, Prisma } from '@kolony/db';
import { partyOf } from '@kolony/identity';
import type { BrandScope, PayeeScope } from '@kolony/identity/schema';
import { KolonyError, type Page, toPage } from '@kolony/kernel';
import type { Payout } from './schema.ts';
import { selectPayouts } from './select-payouts.ts';

export interface PayoutQuery {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's payouts, newest first. */
export async function listPayouts(deps: Deps, scope: BrandScope, query: PayoutQuery): Promise<Page<Payout>> {
  return list(deps, { brandId: scope.brandId }, query);
}

/** The party's own payouts from every brand, newest first; what is only proposed is not promised, and not shown. */
export async function listPartyPayouts(
  deps: Deps,
  scope: PayeeScope,
  query: PayoutQuery,
): Promise<Page<Payout>> {
  return list(deps, { party: partyOf(scope), state: { notIn: ['proposed', 'cancelled'] } }, query);
}

/** `payouts/payout_not_found` */
export async function readPayout({ db }: Deps, scope: BrandScope, { id }: { id: string }): Promise<Payout> {
  const [payout] = await selectPayouts(db, { brandId: scope.brandId, id }, 1);
  if (!payout) throw new KolonyError('payouts/payout_not_found', 'not_found', { id });
  return payout;
}

/** Payout ids are UUIDv7: by id is by time. */
async function list(
  { db }: Deps,
  where: Prisma.PayoutWhereInput,
  { cursor, limit = 50 }: PayoutQuery,
): Promise<Page<Payout>> {
  const rows = await selectPayouts(db, cursor ? { ...where, id: { lt: cursor } } : where, limit + 1);
  return toPage(rows, limit, (row) => row.id);
}
