import { partyAccount } from '@kolony/commissions';
import { type Deps, enqueue, inTransaction, Prisma, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, minor, present } from '@kolony/kernel';
import { lockAccounts, post } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import { debtsOf } from './debts.ts';
import { payoutEntries, withheldAccount, withholdEntries } from './entries.ts';
import { eventsFor } from './events.ts';
import { fourEyes } from './four-eyes.ts';
import { type LockedBatch, lockBatch } from './lock-batch.ts';
import { type Acting, acting, payeeNames } from './party.ts';
import { payableCommissions } from './payable-commissions.ts';
import { type Quote, quote } from './quote.ts';
import { readBatch } from './read-batches.ts';
import { type PayoutBatch, TaxLine, type TaxRuleSetId } from './schema.ts';
import { illegal } from './transition.ts';

/**
 * Approves a proposed batch: its money leaves `payable`, debts are repaid, tax is set aside. Every amount is compared
 * with the ledger under lock first. The same person approving again changes nothing.
 *
 * Errors: `payouts/batch_not_found`, `payouts/illegal_transition` {from}, `payouts/needs_another_approver` {limit,
 * total}, `payouts/amount_changed` {party, payable} (a refund or another payout came between: cancel and prepare anew;
 * nothing was posted), `payouts/account_missing` {payee} when a provider has nowhere to pay to.
 */
export async function approveBatch(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<PayoutBatch> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const batch = await lockBatch(tx, scope, id);
    if (batch.state === 'approved' && batch.approvedBy === scope.actor) return;
    if (batch.state !== 'proposed') throw illegal(batch.state, 'approved');
    await assertFourEyes(tx, scope, { batch, now });
    await approve(tx, acting(scope), { batch, now });
  });
  return readBatch(deps, scope, { id });
}

async function assertFourEyes(
  tx: Tx,
  scope: BrandScope,
  { batch, now }: { batch: LockedBatch; now: Date },
): Promise<void> {
  if (batch.createdBy !== scope.actor) return;
  const { above, limit, counted } = await fourEyes(tx, batch, now);
  if (above)
    throw new KolonyError('payouts/needs_another_approver', 'forbidden', {
      limit,
      total: counted,
      currency: batch.currency,
    });
}

interface Row {
  id: string;
  no: bigint;
  party: string;
  amount: number;
  recovered: number;
  withheld: number;
  ruleSet: TaxRuleSetId;
  items: { commissionId: string; amount: number }[];
}

async function approve(tx: Tx, by: Acting, { batch, now }: { batch: LockedBatch; now: Date }): Promise<void> {
  const payouts = await payoutsOf(tx, batch.id);
  await lockMoney(tx, by, { batch, payouts });
  const quotes = await assertUnchanged(tx, by, { batch, payouts, now });
  const transactions: TransactionInput[] = [];
  for (const payout of payouts) {
    const quote = of(quotes, payout);
    if (batch.provider !== 'manual' && quote.account === null)
      throw new KolonyError('payouts/account_missing', 'conflict', {
        payee: (await payeeNames(tx, [payout.party])).get(payout.party)?.name ?? payout.party,
      });
    transactions.push(...(await transactionsFor(tx, by, { batch, payout, quote, now })));
    await markApproved(tx, by, { batch, payout, quote, now });
  }
  await post(tx, by, { at: now, transactions });
  const moved = payouts.flatMap(({ id, items }) => items.map((item) => ({ payoutId: id, ...item })));
  await enqueue(tx, await eventsFor(tx, by, { event: 'in_payout', moved, now }));
  await tx.payoutBatch.update({
    where: { id: batch.id },
    data: { state: 'approved', approvedAt: now, approvedBy: by.actor },
  });
  await audit(tx, by.scope, {
    action: 'payout_batch.approved',
    subject: batch.id,
    facts: {
      currency: batch.currency,
      total: batch.total,
      payouts: payouts.length,
      prepared_by: batch.createdBy,
    },
  });
}

async function payoutsOf(tx: Tx, batchId: string): Promise<Row[]> {
  const rows = await tx.payout.findMany({
    where: { batchId },
    include: { items: true },
    orderBy: { no: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    no: row.no,
    party: row.party,
    amount: minor(row.amount),
    recovered: minor(row.recovered),
    withheld: minor(row.withheld),
    ruleSet: TaxLine.parse(row.tax).ruleSet,
    items: row.items
      .map(({ commissionId, amount }) => ({ commissionId, amount: minor(amount) }))
      .sort((a, b) => (a.commissionId < b.commissionId ? -1 : 1)),
  }));
}

/** Orders, then accounts, as everywhere: a refund of one of these orders waits, or has been seen. */
async function lockMoney(
  tx: Tx,
  by: Acting,
  { batch, payouts }: { batch: LockedBatch; payouts: readonly Row[] },
): Promise<void> {
  const ids = payouts.flatMap((payout) => payout.items.map((item) => item.commissionId));
  await tx.$queryRaw`
    SELECT id FROM conversions WHERE id IN (SELECT conversion_id FROM commissions WHERE id = ANY(${ids}::text[]))
    ORDER BY id FOR NO KEY UPDATE`;
  const places = ['payable', 'in_payout', 'clawback'] as const;
  await lockAccounts(
    tx,
    by,
    payouts.flatMap(({ party, withheld, ruleSet }) => [
      ...places.map((place) => partyAccount(party, place, batch.currency)),
      ...(withheld > 0 ? [withheldAccount(ruleSet, batch.currency)] : []),
    ]),
  );
}

/** What each payout would be if it were prepared now; anything but what it was prepared as is refused. */
async function assertUnchanged(
  tx: Tx,
  by: Acting,
  { batch, payouts, now }: { batch: LockedBatch; payouts: readonly Row[]; now: Date },
): Promise<Quote[]> {
  const { currency } = batch;
  const parties = payouts.map((payout) => payout.party);
  const rows = await payableCommissions(tx, { brandId: by.brandId, currency, parties, batchId: batch.id });
  const payable = new Map(rows.map((row) => [row.commissionId, row.amount]));
  const changed = (party: string, left: number) =>
    new KolonyError('payouts/amount_changed', 'conflict', { party, payable: left, currency });
  for (const { party, items, amount } of payouts) {
    const left = items.reduce((sum, item) => sum + (payable.get(item.commissionId) ?? 0), 0);
    const moved = items.some((item) => payable.get(item.commissionId) !== item.amount);
    if (moved || left !== amount) throw changed(party, left);
  }
  const lots = payouts.map(({ party, amount, no }) => ({ party, currency, payable: amount, before: no }));
  const quotes = await quote(tx, { ...by, now }, lots);
  for (const payout of payouts) {
    const { recovered, tax } = of(quotes, payout);
    if (recovered !== payout.recovered || tax.withheld !== payout.withheld)
      throw changed(payout.party, payout.amount);
  }
  return quotes;
}

const of = (quotes: readonly Quote[], { party }: { party: string }): Quote =>
  present(
    quotes.find((one) => one.party === party),
    'quote',
  );

/** The ledger's side of one payout: what leaves `payable`, and what is set aside of it. */
async function transactionsFor(
  tx: Tx,
  by: Acting,
  { batch, payout, quote, now }: { batch: LockedBatch; payout: Row; quote: Quote; now: Date },
): Promise<TransactionInput[]> {
  const { id, party, items, recovered, withheld } = payout;
  const { currency } = batch;
  const debts = recovered > 0 ? await debtsOf(tx, by, { party, currency }) : [];
  const entries = payoutEntries({ party, currency, items, debts, recovered });
  const kept = withholdEntries({ party, currency, entries, withheld, ruleSet: quote.tax.ruleSet });
  const paying = { kind: 'payout', idempotencyKey: `payout:${id}`, occurredAt: now, entries };
  if (kept.length === 0) return [paying];
  return [paying, { kind: 'withhold', idempotencyKey: `withhold:${id}`, occurredAt: now, entries: kept }];
}

/** A payout remembers the account and the tax derivation that it was approved with. */
async function markApproved(
  tx: Tx,
  by: Acting,
  { batch, payout, quote, now }: { batch: LockedBatch; payout: Row; quote: Quote; now: Date },
): Promise<void> {
  const { id, party, amount, recovered, withheld } = payout;
  await tx.payout.update({
    where: { id },
    data: { state: 'approved', approvedAt: now, tax: quote.tax, account: quote.account ?? Prisma.DbNull },
  });
  await audit(tx, by.scope, {
    action: 'payout.approved',
    subject: id,
    facts: { party, currency: batch.currency, amount, recovered, withheld },
  });
}
