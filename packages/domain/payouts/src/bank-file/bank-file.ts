import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { dayIn, KolonyError, minor } from '@kolony/kernel';
import { lockBatch } from '../lock-batch.ts';
import { payeeNames } from '../party.ts';
import { policyOf } from '../policy.ts';
import { profilesOf } from '../profile.ts';
import { BankAccount, type BankFile, type BankFileRequest } from '../schema.ts';
import { assertByHand } from '../transition.ts';
import { bankCsv } from './bank-csv.ts';
import { pain001 } from './pain001.ts';
import { type Order, shortId, type Transfer } from './transfer.ts';

/**
 * The file with which finance pays an approved batch: every payout of it that is not settled, failed or returned yet.
 * A payee who had no account at the approval is paid to the one they have given since. Who took it is audited.
 *
 * Errors: `payouts/batch_not_found`, `payouts/not_approved`, `payouts/provider_reports`, `payouts/account_missing`
 * {payee}, `payouts/nothing_payable` when all of it is done.
 */
export async function bankFile(
  deps: Deps,
  scope: BrandScope,
  { batchId, format }: BankFileRequest,
): Promise<BankFile> {
  const order = await inTransaction(deps.db, (tx) =>
    orderOf(tx, scope, { batchId, format, now: deps.clock.now() }),
  );
  const name = `kolony-${shortId(batchId).toLowerCase()}`;
  return format === 'pain001'
    ? { name: `${name}.xml`, mediaType: 'application/xml', content: pain001(order) }
    : { name: `${name}.csv`, mediaType: 'text/csv;charset=utf-8', content: bankCsv(order) };
}

async function orderOf(
  tx: Tx,
  scope: BrandScope,
  { batchId, format, now }: BankFileRequest & { now: Date },
): Promise<Order> {
  const batch = await lockBatch(tx, scope, batchId);
  assertByHand(batch);
  if (batch.state !== 'approved') throw new KolonyError('payouts/not_approved', 'conflict', { id: batchId });
  const transfers = await transfersOf(tx, batchId);
  if (transfers.length === 0) throw new KolonyError('payouts/nothing_payable', 'conflict', { id: batchId });
  await audit(tx, scope, {
    action: 'payout_batch.file_taken',
    subject: batchId,
    facts: { format, transfers: transfers.length },
  });
  const { payFrom } = await policyOf(tx, scope.brandId, batch.currency);
  const brand = await tx.brand.findUniqueOrThrow({ where: { id: scope.brandId }, select: { name: true } });
  return {
    batchId,
    brand: brand.name,
    currency: batch.currency,
    payFrom,
    createdAt: now,
    executeOn: dayIn(scope.timeZone, now),
    transfers,
  };
}

/** The account of the approval; one that was missing then and is used now is written down with the payout. */
async function transfersOf(tx: Tx, batchId: string): Promise<Transfer[]> {
  const rows = await tx.payout.findMany({ where: { batchId, state: 'approved' }, orderBy: { no: 'asc' } });
  const parties = rows.map((row) => row.party);
  const names = await payeeNames(tx, parties);
  const profiles = await profilesOf(tx, parties);
  const transfers: Transfer[] = [];
  for (const row of rows) {
    const payee = names.get(row.party)?.name ?? row.party;
    const known = BankAccount.nullable().parse(row.account);
    const account = known ?? profiles.get(row.party).account;
    if (!account) throw new KolonyError('payouts/account_missing', 'conflict', { payee });
    if (!known) await tx.payout.update({ where: { id: row.id }, data: { account } });
    const amount = minor(row.amount) - minor(row.recovered) - minor(row.withheld);
    transfers.push({ payoutId: row.id, payee, amount, account });
  }
  return transfers;
}
