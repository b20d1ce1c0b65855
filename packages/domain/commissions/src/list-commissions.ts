import type { Deps } from '@kolony/db';
import { partyOf } from '@kolony/identity';
import type { BrandScope, PayeeScope } from '@kolony/identity/schema';
import { KolonyError, type Page, toPage } from '@kolony/kernel';
import { whereabouts } from '@kolony/ledger';
import { toCommission } from './commission.ts';
import type { Commission } from './schema.ts';
import { type Own, selectCommissions } from './select-commissions.ts';

export interface CommissionQuery {
  campaignId?: string | undefined;
  dealId?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's commissions, newest first. */
export async function listCommissions(
  deps: Deps,
  scope: BrandScope,
  query: CommissionQuery,
): Promise<Page<Commission>> {
  return list(deps, { brandId: scope.brandId }, query);
}

/** The KOL's or the agency's own legs with every brand, newest first. */
export async function listEarnings(
  deps: Deps,
  scope: PayeeScope,
  query: CommissionQuery,
): Promise<Page<Commission>> {
  return list(deps, { party: partyOf(scope) }, query);
}

async function list(
  { db }: Deps,
  own: Own,
  { campaignId, dealId, cursor, limit = 50 }: CommissionQuery,
): Promise<Page<Commission>> {
  const rows = await selectCommissions(db, {
    own,
    ...(campaignId ? { campaignId } : {}),
    ...(dealId ? { dealId } : {}),
    ...(cursor ? { before: parseCursor(cursor) } : {}),
    limit: limit + 1,
  });
  const places = await whereabouts(
    db,
    rows.map((row) => row.id),
  );
  return toPage(
    rows.map((row) => toCommission(row, places.get(row.id))),
    limit,
    (c) => `${c.createdAt.getTime()}.${c.id}`,
  );
}

function parseCursor(cursor: string): { createdAt: Date; id: string } {
  const [ms, id] = cursor.split('.', 2);
  if (!ms || !id || !/^\d{1,15}$/.test(ms))
    throw new KolonyError('commissions/bad_cursor', 'invalid', { field: 'cursor' });
  return { createdAt: new Date(Number(ms)), id };
}
