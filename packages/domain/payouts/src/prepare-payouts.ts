import { partyAccount } from '@kolony/commissions';
import { type Deps, inTransaction, Prisma, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, KolonyError, newId, present } from '@kolony/kernel';
import { lockAccounts } from '@kolony/ledger';
import { isBelow } from './list-payable.ts';
import { type Acting, acting } from './party.ts';
import { type PayableCommission, payableCommissions } from './payable-commissions.ts';
import { policyOf } from './policy.ts';
import { type Quote, quote } from './quote.ts';
import { readBatch } from './read-batches.ts';
import type { PayoutBatch, PreparePayouts } from './schema.ts';

/**
 * Proposes a batch of payouts: who gets how much for which commissions. No money moves before it is approved, but a
 * commission in it is in no other payout. The preparer says what they saw per party.
 *
 * Errors, each naming the party: `payouts/nothing_payable`, `payouts/amount_changed` {payable}, `payouts/below_minimum`
 * {minimum}. Nothing is prepared then.
 */
export async function preparePayouts(
  deps: Deps,
  scope: BrandScope,
  input: PreparePayouts,
): Promise<PayoutBatch> {
  const id = await inTransaction(deps.db, async (tx) => {
    const by = acting(scope);
    const now = deps.clock.now();
    const expected = new Map(input.parties.map((row) => [row.party, row.expectedPayable]));
    const lots = await lockPayable(tx, by, { currency: input.currency, parties: [...expected.keys()] });
    for (const { party, expectedPayable } of input.parties)
      assertSeen(lots.get(party), party, expectedPayable);
    const proposals = await proposalsOf(tx, by, { lots, currency: input.currency, now });
    const { minimum } = await policyOf(tx, by.brandId, input.currency);
    for (const { party, net } of proposals)
      if (isBelow(net, minimum))
        throw new KolonyError('payouts/below_minimum', 'conflict', {
          party,
          minimum,
          currency: input.currency,
        });
    return propose(tx, by, { proposals, currency: input.currency, now });
  });
  return readBatch(deps, scope, { id });
}

/** What one party would be paid, and for which commissions. */
export type Proposal = Quote & { items: PayableCommission[] };

/** What each party can be paid, by party; locked, so that nobody else prepares or takes it meanwhile. */
export async function lockPayable(
  tx: Tx,
  by: Acting,
  { currency, parties }: { currency: Currency; parties: readonly string[] },
): Promise<Map<string, PayableCommission[]>> {
  // Only accounts that exist: a party's name comes from outside, and locking opens what is missing.
  const known = await tx.ledgerAccount.findMany({
    where: { brandId: by.brandId, currency, path: { in: parties.map((party) => `${party}:payable`) } },
    select: { path: true },
  });
  const refs = known.map(({ path }) =>
    partyAccount(path.slice(0, path.lastIndexOf(':')), 'payable', currency),
  );
  if (refs.length > 0) await lockAccounts(tx, by, refs);
  const rows = await payableCommissions(tx, { brandId: by.brandId, currency, parties });
  return Map.groupBy(rows, (row) => row.party);
}

export async function proposalsOf(
  tx: Tx,
  by: Acting,
  { lots, currency, now }: { lots: ReadonlyMap<string, PayableCommission[]>; currency: Currency; now: Date },
): Promise<Proposal[]> {
  const asked = [...lots].map(([party, items]) => ({ party, currency, payable: sumOf(items) }));
  const quotes = await quote(tx, { ...by, now }, asked);
  return quotes.map((one) => ({ ...one, items: present(lots.get(one.party), 'items') }));
}

function assertSeen(
  items: readonly PayableCommission[] | undefined,
  party: string,
  expectedPayable: number,
): void {
  if (!items) throw new KolonyError('payouts/nothing_payable', 'conflict', { party });
  const payable = sumOf(items);
  if (payable !== expectedPayable)
    throw new KolonyError('payouts/amount_changed', 'conflict', { party, payable });
}

const sumOf = (items: readonly PayableCommission[]) => items.reduce((sum, item) => sum + item.amount, 0);

/** Writes the batch and its payouts; returns the batch's id. */
export async function propose(
  tx: Tx,
  by: Acting,
  { proposals, currency, now }: { proposals: readonly Proposal[]; currency: Currency; now: Date },
): Promise<string> {
  const { brandId } = by;
  const { provider } = await policyOf(tx, brandId, currency);
  const id = newId('bat', now.getTime());
  const total = proposals.reduce((sum, { net }) => sum + net, 0);
  await tx.payoutBatch.create({
    data: { id, brandId, currency, provider, state: 'proposed', total, createdAt: now, createdBy: by.actor },
  });
  const payouts = proposals.map((proposal) => ({ proposal, id: newId('pay', now.getTime()) }));
  await tx.payout.createMany({
    data: payouts.map(({ proposal, id: payoutId }) => ({
      id: payoutId,
      brandId,
      batchId: id,
      party: proposal.party,
      currency,
      amount: proposal.payable,
      recovered: proposal.recovered,
      withheld: proposal.tax.withheld,
      tax: proposal.tax,
      account: proposal.account ?? Prisma.DbNull,
      state: 'proposed',
      createdAt: now,
    })),
  });
  await tx.payoutItem.createMany({
    data: payouts.flatMap(({ proposal, id: payoutId }) =>
      proposal.items.map(({ commissionId, amount }) => ({ payoutId, commissionId, amount })),
    ),
  });
  await audit(tx, by.scope, {
    brandId,
    action: 'payout_batch.prepared',
    subject: id,
    facts: { currency, total, payouts: payouts.length },
  });
  return id;
}
