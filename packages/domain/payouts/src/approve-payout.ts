import { commissionEvent, kolAccount } from '@kolony/commissions';
import { type Deps, enqueue, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, minor, newId, present } from '@kolony/kernel';
import { keyOf, lockAccounts, post } from '@kolony/ledger';
import type { EntryInput } from '@kolony/ledger/schema';
import { ordersOf } from './orders.ts';
import { type PayableCommission, payableCommissions, recoverable } from './payable.ts';
import { readPayout } from './read-payouts.ts';
import type { ApprovePayout, Payout } from './schema.ts';

/**
 * Puts everything payable to one KOL into a payout, withholding at most half of it for what the KOL owes. The approver
 * says what they saw: `payouts/amount_changed` {payable} when it is another amount by now (a refund, a second
 * approver), `payouts/nothing_payable` when there is none.
 */
export async function approvePayout(deps: Deps, scope: BrandScope, input: ApprovePayout): Promise<Payout> {
  const now = deps.clock.now();
  const id = newId('pay', now.getTime());
  await inTransaction(deps.db, (tx) => approve(tx, scope, { input, id, now }));
  return readPayout(deps, scope, { id });
}

async function approve(
  tx: Tx,
  scope: BrandScope,
  { input, id, now }: { input: ApprovePayout; id: string; now: Date },
): Promise<void> {
  const { kolId, currency } = input;
  const account = (place: 'payable' | 'in_payout' | 'clawback') => kolAccount(kolId, place, currency);
  const accounts = await lockAccounts(tx, scope, [
    account('payable'),
    account('in_payout'),
    account('clawback'),
  ]);
  const payable = present(accounts.get(keyOf(account('payable'))), 'payable').balance;
  const owed = -Math.min(0, present(accounts.get(keyOf(account('clawback'))), 'clawback').balance);
  if (payable === 0) throw new KolonyError('payouts/nothing_payable', 'conflict');
  if (payable !== input.expectedPayable)
    throw new KolonyError('payouts/amount_changed', 'conflict', { payable });

  const items = await payableCommissions(tx, scope, { kolId, currency });
  const recovered = recoverable(payable, owed);
  const debts = recovered > 0 ? await debtsOf(tx, scope, input) : [];
  await post(tx, scope, {
    at: now,
    transactions: [
      {
        kind: 'payout',
        idempotencyKey: `payout:${id}`,
        occurredAt: now,
        entries: entriesFor({ items, debts, recovered, account }),
      },
    ],
  });
  await tx.payout.create({
    data: {
      id,
      brandId: scope.brandId,
      kolId,
      currency,
      amount: payable,
      recovered,
      provider: 'manual',
      createdAt: now,
      createdBy: scope.actor,
      approvedAt: now,
      approvedBy: scope.actor,
      items: { create: items.map(({ commissionId, amount }) => ({ commissionId, amount })) },
    },
  });
  await audit(tx, scope, {
    action: 'payout.approved',
    subject: id,
    facts: { kol_id: kolId, currency, amount: payable, recovered },
  });
  const orders = await ordersOf(
    tx,
    scope,
    items.map((item) => item.commissionId),
  );
  await enqueue(
    tx,
    items.map(({ commissionId, amount }) =>
      commissionEvent(present(orders.get(commissionId), 'order'), 'in_payout', {
        key: `${id}:${commissionId}`,
        amount,
        at: now,
      }),
    ),
  );
}

interface Debt {
  commissionId: string | null;
  amount: number;
}

/** What the KOL owes, by the paid commission that was refunded, oldest first. */
async function debtsOf(tx: Tx, scope: BrandScope, { kolId, currency }: ApprovePayout): Promise<Debt[]> {
  const rows = await tx.$queryRaw<{ subject: string | null; sum: bigint }[]>`
    SELECT e.subject, -sum(e.amount)::bigint AS sum
    FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id
    WHERE a.brand_id = ${scope.brandId} AND a.path = ${kolAccount(kolId, 'clawback', currency).path} AND a.currency = ${currency}
    GROUP BY e.subject HAVING sum(e.amount) < 0 ORDER BY e.subject`;
  return rows.map((row) => ({ commissionId: row.subject, amount: minor(row.sum) }));
}

interface Split {
  items: readonly PayableCommission[];
  debts: readonly Debt[];
  recovered: number;
  account: (place: 'payable' | 'in_payout' | 'clawback') => EntryInput['account'];
}

/** payable → in payout per commission; the withheld part, oldest commission first, pays the oldest debts. */
function entriesFor({ items, debts, recovered, account }: Split): EntryInput[] {
  let withhold = recovered;
  const entries: EntryInput[] = [];
  for (const { commissionId, amount } of items) {
    const kept = Math.min(withhold, amount);
    withhold -= kept;
    entries.push({ account: account('payable'), amount: -amount, subject: commissionId });
    if (amount > kept)
      entries.push({ account: account('in_payout'), amount: amount - kept, subject: commissionId });
  }
  let left = recovered;
  for (const debt of debts) {
    const repaid = Math.min(left, debt.amount);
    if (repaid === 0) break;
    left -= repaid;
    entries.push({
      account: account('clawback'),
      amount: repaid,
      ...(debt.commissionId ? { subject: debt.commissionId } : {}),
    });
  }
  return entries;
}
