import type { Database, Tx } from '@kolony/db';
import { type Currency, minor } from '@kolony/kernel';
import { keyOf, type Tenant } from './account.ts';
import type { AccountRef } from './schema.ts';

/** The balances of the accounts, in the order asked; an account that was never used has 0. Minor units, credit-positive. */
export async function balances(
  db: Database | Tx,
  tenant: Tenant,
  refs: readonly AccountRef[],
): Promise<number[]> {
  const rows = await db.$queryRaw<{ path: string; currency: Currency; balance: bigint }[]>`
    SELECT a.path, a.currency, a.balance FROM ledger_accounts a
    JOIN jsonb_to_recordset(${JSON.stringify(refs)}::jsonb) AS r(path text, currency text) USING (path, currency)
    WHERE a.brand_id = ${tenant.brandId}`;
  const found = new Map(rows.map((row) => [keyOf(row), minor(row.balance)]));
  return refs.map((ref) => found.get(keyOf(ref)) ?? 0);
}

export interface OwnedBalance {
  brandId: string;
  path: string;
  kind: string;
  currency: Currency;
  balance: number;
}

/** All accounts whose path begins with `<owner>:`, over all tenants: what one KOL has with every brand. */
export async function balancesOfOwner(db: Database | Tx, owner: string): Promise<OwnedBalance[]> {
  const rows = await db.$queryRaw<
    { brand_id: string; path: string; kind: string; currency: Currency; balance: bigint }[]
  >`
    SELECT brand_id, path, kind, currency, balance FROM ledger_accounts
    WHERE path = ANY(${['pending', 'payable', 'in_payout', 'clawback'].map((kind) => `${owner}:${kind}`)}::text[])
    ORDER BY brand_id, currency, path`;
  return rows.map(({ brand_id, balance, ...row }) => ({
    brandId: brand_id,
    ...row,
    balance: minor(balance),
  }));
}

/** The sum of the entries about one subject on each account, by `path|currency`; an index finds them among any number. */
export async function sumsAbout(
  db: Database | Tx,
  tenant: Tenant,
  pairs: readonly { subject: string; account: AccountRef }[],
): Promise<Map<string, number>> {
  const json = pairs.map(({ subject, account: { path, currency } }) => ({ subject, path, currency }));
  const rows = await db.$queryRaw<{ path: string; currency: Currency; sum: bigint }[]>`
    SELECT a.path, a.currency, sum(e.amount)::bigint AS sum
    FROM jsonb_to_recordset(${JSON.stringify(json)}::jsonb) AS r(subject text, path text, currency text)
    JOIN ledger_accounts a ON a.brand_id = ${tenant.brandId} AND a.path = r.path AND a.currency = r.currency
    JOIN ledger_entries e ON e.subject = r.subject AND e.account_id = a.id
    GROUP BY a.path, a.currency`;
  return new Map(rows.map((row) => [keyOf(row), minor(row.sum)]));
}

/** Where the money about each subject is now: subject → account kind → minor units. The caller owns the subjects. */
export async function whereabouts(
  db: Database | Tx,
  subjects: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const rows = await db.$queryRaw<{ subject: string; kind: string; sum: bigint }[]>`
    SELECT e.subject, a.kind, sum(e.amount)::bigint AS sum
    FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    WHERE e.subject = ANY(${[...subjects]}::text[])
    GROUP BY e.subject, a.kind`;
  const found = new Map<string, Map<string, number>>();
  for (const { subject, kind, sum } of rows) {
    const places = found.get(subject) ?? new Map<string, number>();
    places.set(kind, minor(sum));
    found.set(subject, places);
  }
  return found;
}

export interface EntryAbout {
  transactionId: string;
  kind: string;
  account: string;
  amount: number;
  at: Date;
}

/** Every entry about one subject, oldest first. The caller owns the subject. */
export async function entriesAbout(db: Database | Tx, subject: string): Promise<EntryAbout[]> {
  const rows = await db.$queryRaw<
    { id: string; kind: string; account: string; amount: bigint; posted_at: Date }[]
  >`
    SELECT t.id, t.kind, a.kind AS account, e.amount, t.posted_at
    FROM ledger_entries e
    JOIN ledger_transactions t ON t.id = e.transaction_id
    JOIN ledger_accounts a ON a.id = e.account_id
    WHERE e.subject = ${subject}
    ORDER BY t.posted_at, t.xid, t.id, e.position`;
  return rows.map((row) => ({
    transactionId: row.id,
    kind: row.kind,
    account: row.account,
    amount: minor(row.amount),
    at: row.posted_at,
  }));
}

interface StatementLine {
  transactionId: string;
  kind: string;
  subject: string | null;
  amount: number;
  at: Date;
}

export interface LedgerStatement {
  opening: number;
  lines: StatementLine[];
  /** Balance per account path at the end. */
  closingBy: Map<string, number>;
}

/**
 * What changed the sum of these accounts between two booking instants (`from` ≤ t < `to`). Moves among the accounts
 * themselves cancel out and are no lines. opening + Σ lines = Σ closingBy.
 */
export async function statement(
  db: Database | Tx,
  tenant: Tenant,
  { paths, currency, from, to }: { paths: readonly string[]; currency: Currency; from: Date; to: Date },
): Promise<LedgerStatement> {
  const lines = await db.$queryRaw<
    { id: string; kind: string; subject: string | null; sum: bigint; posted_at: Date }[]
  >`
    SELECT t.id, t.kind, e.subject, sum(e.amount)::bigint AS sum, t.posted_at
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE a.brand_id = ${tenant.brandId} AND a.path = ANY(${[...paths]}::text[]) AND a.currency = ${currency}
      AND t.posted_at >= ${from} AND t.posted_at < ${to}
    GROUP BY t.id, e.subject
    HAVING sum(e.amount) <> 0
    ORDER BY t.posted_at, t.xid, t.id, e.subject`;
  const sums = await db.$queryRaw<{ path: string; before: bigint | null; upto: bigint | null }[]>`
    SELECT a.path,
      sum(e.amount) FILTER (WHERE t.posted_at < ${from})::bigint AS before,
      sum(e.amount)::bigint AS upto
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE a.brand_id = ${tenant.brandId} AND a.path = ANY(${[...paths]}::text[]) AND a.currency = ${currency}
      AND t.posted_at < ${to}
    GROUP BY a.path`;
  return {
    opening: sums.reduce((total, row) => total + minor(row.before ?? 0n), 0),
    lines: lines.map((row) => ({
      transactionId: row.id,
      kind: row.kind,
      subject: row.subject,
      amount: minor(row.sum),
      at: row.posted_at,
    })),
    closingBy: new Map(sums.map((row) => [row.path, minor(row.upto ?? 0n)])),
  };
}

export interface HeldStatement {
  opening: number;
  /** Per kind of transaction and owner (the account's path without its last word), in order. */
  lines: { kind: string; owner: string; transactions: number; amount: number }[];
  closing: number;
  /** Balance per account kind at the end. */
  closingBy: Map<string, number>;
}

/** What moved on all of a tenant's accounts of these kinds between two booking instants (`from` ≤ t < `to`). */
export async function heldFor(
  db: Database | Tx,
  tenant: Tenant,
  { kinds, currency, from, to }: { kinds: readonly string[]; currency: Currency; from: Date; to: Date },
): Promise<HeldStatement> {
  const rows = await db.$queryRaw<
    {
      kind: string | null;
      owner: string | null;
      account: string | null;
      n: bigint;
      before: bigint | null;
      moved: bigint | null;
    }[]
  >`
    SELECT CASE WHEN t.posted_at >= ${from} THEN t.kind END AS kind,
      CASE WHEN t.posted_at >= ${from} THEN regexp_replace(a.path, ':[^:]*$', '') END AS owner,
      a.kind AS account, count(DISTINCT t.id) AS n,
      sum(e.amount) FILTER (WHERE t.posted_at < ${from})::bigint AS before,
      sum(e.amount) FILTER (WHERE t.posted_at >= ${from})::bigint AS moved
    FROM ledger_accounts a
    JOIN ledger_entries e ON e.account_id = a.id
    JOIN ledger_transactions t ON t.id = e.transaction_id
    WHERE a.brand_id = ${tenant.brandId} AND a.kind = ANY(${[...kinds]}::text[]) AND a.currency = ${currency}
      AND t.posted_at < ${to}
    GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`;
  const lines = new Map<string, HeldStatement['lines'][number]>();
  const closingBy = new Map<string, number>();
  let opening = 0;
  for (const { kind, owner, account, n, before, moved } of rows) {
    opening += minor(before ?? 0n);
    const change = minor(moved ?? 0n);
    if (account !== null)
      closingBy.set(account, (closingBy.get(account) ?? 0) + minor(before ?? 0n) + change);
    if (kind === null || owner === null) continue;
    const line = lines.get(`${kind}|${owner}`) ?? { kind, owner, transactions: 0, amount: 0 };
    line.transactions = Math.max(line.transactions, Number(n));
    line.amount += change;
    lines.set(`${kind}|${owner}`, line);
  }
  const moved = [...lines.values()].filter((line) => line.amount !== 0);
  const closing = opening + moved.reduce((sum, line) => sum + line.amount, 0);
  return { opening, lines: moved, closing, closingBy };
}
