import type { Sql } from '@kolony/db';
import { type Currency, minor, newId } from '@kolony/kernel';
import { type AccountRow, keyOf, kindOf, mayGoBelowZero, type Tenant } from './account.ts';
import type { AccountRef } from './schema.ts';

/**
 * Locks the accounts in one order (by id), opening those that do not exist yet, and returns them by `path|currency`.
 * FOR NO KEY UPDATE: a stronger lock would block the foreign-key check of every other entry on the account.
 */
export async function lockAccounts(
  tx: Sql,
  tenant: Tenant,
  refs: readonly AccountRef[],
): Promise<Map<string, AccountRow>> {
  const wanted = [...new Map(refs.map((ref) => [keyOf(ref), ref])).values()];
  if (wanted.length === 0) return new Map();
  const locked = await selectForUpdate(tx, tenant, wanted);
  const missing = wanted.filter((ref) => !locked.has(keyOf(ref)));
  if (missing.length === 0) return locked;
  await open(tx, tenant, missing);
  return selectForUpdate(tx, tenant, wanted);
}

async function selectForUpdate(
  tx: Sql,
  tenant: Tenant,
  refs: readonly AccountRef[],
): Promise<Map<string, AccountRow>> {
  const rows = await tx.$queryRaw<
    { id: string; path: string; currency: Currency; balance: bigint; may_go_below: boolean }[]
  >`
    SELECT a.id, a.path, a.currency, a.balance, a.may_go_below
    FROM ledger_accounts a
    JOIN jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) AS r(path text, currency text) USING (path, currency)
    WHERE a.brand_id = ${tenant.brandId}
    ORDER BY a.id
    FOR NO KEY UPDATE OF a`;
  return new Map(
    rows.map((row) => [
      keyOf(row),
      {
        id: row.id,
        path: row.path,
        currency: row.currency,
        balance: minor(row.balance),
        mayGoBelow: row.may_go_below,
      },
    ]),
  );
}

async function open(tx: Sql, tenant: Tenant, refs: readonly AccountRef[]): Promise<void> {
  const rows = refs.map((ref) => ({
    id: newId('acc'),
    path: ref.path,
    kind: kindOf(ref.path),
    currency: ref.currency,
    below: mayGoBelowZero(ref.path),
  }));
  await tx.$executeRaw`
    INSERT INTO ledger_accounts (id, brand_id, path, kind, currency, may_go_below, created_at)
    SELECT r.id, ${tenant.brandId}, r.path, r.kind, r.currency, r.below, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(id text, path text, kind text, currency text, below boolean)
    ORDER BY r.path, r.currency
    ON CONFLICT (brand_id, path, currency) DO NOTHING`;
}
