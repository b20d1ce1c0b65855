import type { Sql } from '@kolony/db';
import { KolonyError, newId, present } from '@kolony/kernel';
import { type AccountRow, keyOf, type Tenant } from './account.ts';
import { lockAccounts } from './lock-accounts.ts';
import type { TransactionInput } from './schema.ts';
import { assertBalanced, hashOf } from './transaction.ts';

export interface Posting {
  /** When it is booked; statements go by this instant. */
  at: Date;
  transactions: TransactionInput[];
  /** Accounts that the caller has locked in this transaction already; the others are locked here. */
  locked?: ReadonlyMap<string, AccountRow>;
}

export interface Posted {
  id: string;
  /** False: a transaction with this key and this content was there already; nothing was added. */
  posted: boolean;
}

/**
 * Posts any number of transactions with a fixed number of statements, all of them or none.
 *
 * Errors: `ledger/unbalanced`; `ledger/idempotency_conflict` (same key, other content);
 * `ledger/insufficient_funds` {path, currency, missing} when an account that holds money would go below zero.
 */
export async function post(
  tx: Sql,
  tenant: Tenant,
  { at, transactions, locked }: Posting,
): Promise<Posted[]> {
  if (transactions.length === 0) return [];
  transactions.forEach(assertBalanced);
  const prepared = transactions.map((input) => ({
    input,
    id: newId('txn', at.getTime()),
    hash: hashOf(input),
  }));
  const inserted = await insertTransactions(tx, tenant, { at, rows: prepared });
  const results: Posted[] = [];
  const fresh: { id: string; input: TransactionInput }[] = [];
  const replays = prepared.filter(({ id }) => !inserted.has(id));
  const earlier = await findEarlier(
    tx,
    tenant,
    replays.map(({ input }) => input.idempotencyKey),
  );
  for (const { id, input, hash } of prepared) {
    if (inserted.has(id)) {
      fresh.push({ id, input });
      results.push({ id, posted: true });
      continue;
    }
    const known = present(earlier.get(input.idempotencyKey), 'earlier transaction');
    if (known.hash !== hash)
      throw new KolonyError('ledger/idempotency_conflict', 'conflict', { key: input.idempotencyKey });
    results.push({ id: known.id, posted: false });
  }
  await addEntries(tx, tenant, { fresh, locked: locked ?? new Map() });
  return results;
}

interface Prepared {
  at: Date;
  rows: { id: string; input: TransactionInput; hash: string }[];
}

async function insertTransactions(tx: Sql, tenant: Tenant, { at, rows }: Prepared): Promise<Set<string>> {
  const json = rows.map(({ id, input, hash }) => ({
    id,
    kind: input.kind,
    key: input.idempotencyKey,
    hash,
    occurred: input.occurredAt,
  }));
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO ledger_transactions (id, brand_id, kind, idempotency_key, input_hash, occurred_at, posted_at)
    SELECT r.id, ${tenant.brandId}, r.kind, r.key, r.hash, r.occurred, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(id text, kind text, key text, hash text, occurred timestamptz)
    ORDER BY r.key
    ON CONFLICT (brand_id, idempotency_key) DO NOTHING
    RETURNING id`;
  return new Set(inserted.map((row) => row.id));
}

async function findEarlier(
  tx: Sql,
  tenant: Tenant,
  keys: readonly string[],
): Promise<Map<string, { id: string; hash: string }>> {
  if (keys.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; idempotency_key: string; input_hash: string }[]>`
    SELECT id, idempotency_key, input_hash FROM ledger_transactions
    WHERE brand_id = ${tenant.brandId} AND idempotency_key = ANY(${keys}::text[])`;
  return new Map(rows.map((row) => [row.idempotency_key, { id: row.id, hash: row.input_hash }]));
}

async function addEntries(
  tx: Sql,
  tenant: Tenant,
  {
    fresh,
    locked,
  }: { fresh: { id: string; input: TransactionInput }[]; locked: ReadonlyMap<string, AccountRow> },
): Promise<void> {
  if (fresh.length === 0) return;
  const refs = fresh.flatMap(({ input }) => input.entries.map((entry) => entry.account));
  const wanted = refs.filter((ref) => !locked.has(keyOf(ref)));
  const accounts = new Map([...locked, ...(wanted.length > 0 ? await lockAccounts(tx, tenant, wanted) : [])]);
  const deltas = new Map<string, number>();
  const entries = fresh.flatMap(({ id, input }) =>
    input.entries.map(({ account, amount, subject }, position) => {
      const { id: accountId, currency } = present(accounts.get(keyOf(account)), 'account');
      deltas.set(accountId, (deltas.get(accountId) ?? 0) + amount);
      return { id, position, account: accountId, currency, amount, subject: subject ?? null };
    }),
  );
  assertSufficient([...accounts.values()], deltas);
  const changes = [...deltas].map(([account, delta]) => ({ account, delta }));
  await Promise.all([
    tx.$executeRaw`
      INSERT INTO ledger_entries (transaction_id, position, brand_id, account_id, currency, amount, subject)
      SELECT r.id, r.position, ${tenant.brandId}, r.account, r.currency, r.amount, r.subject
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        AS r(id text, position int, account text, currency text, amount bigint, subject text)`,
    tx.$executeRaw`
      UPDATE ledger_accounts a SET balance = a.balance + r.delta
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS r(account text, delta bigint)
      WHERE a.id = r.account`,
  ]);
}

function assertSufficient(accounts: readonly AccountRow[], deltas: ReadonlyMap<string, number>): void {
  for (const { id, path, currency, balance, mayGoBelow } of accounts) {
    const after = balance + (deltas.get(id) ?? 0);
    if (after < 0 && !mayGoBelow)
      throw new KolonyError('ledger/insufficient_funds', 'insufficient', { path, currency, missing: -after });
  }
}
