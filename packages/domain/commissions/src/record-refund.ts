import { type Deps, enqueue, inTransaction, type OutboxRow, type Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, minor, newId } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import { post, whereabouts } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import { escrow, funding, kolAccount } from './accounts.ts';
import { type CommissionRow, type Places, reversedSoFar } from './commission.ts';
import { eventOrder, type LockedConversion, lockConversion } from './conversion.ts';
import { commissionEvent, orderEvent } from './events.ts';
import { reversedFor } from './price.ts';
import { type NewRefund, RefundResult } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

/**
 * Takes a refund out of the order's commissions, in proportion and to the cent: from the held money, else from the
 * released, else (already paid) as a debt the KOL's later earnings repay. Never an edit: a reversal is posted.
 *
 * Errors: `commissions/order_not_found` (the refund came before its order: send it again after the order),
 * `commissions/refund_exceeds_order` {left}, `commissions/refund_conflict` (the same refund id with another body).
 */
export async function recordRefund(deps: Deps, scope: BrandScope, refund: NewRefund): Promise<RefundResult> {
  return inTransaction(deps.db, (tx) => refundWithin(tx, scope, { refund, now: deps.clock.now() }));
}

export async function refundWithin(
  tx: Tx,
  scope: BrandScope,
  { refund, now }: { refund: NewRefund; now: Date },
): Promise<RefundResult> {
  const hash = inputHash(refund);
  const order = await lockConversion(tx, scope, refund.orderId);
  const earlier = await findEarlier(tx, scope, { refund, hash, order });
  if (earlier) return earlier;

  const left = order.amount - order.refunded;
  if (refund.amount > left)
    throw new KolonyError('commissions/refund_exceeds_order', 'invalid', { field: 'amount', left });
  const after = { amount: order.amount, refunded: order.refunded + refund.amount };

  const all = await selectCommissions(tx, { own: scope, conversionIds: [order.id] });
  const rows = all.filter((row) => row.refused_for === null);
  const places = await whereabouts(
    tx,
    rows.map((row) => row.id),
  );
  const closed = await closedCampaigns(tx, rows);
  const pieces = rows.flatMap((row) => take({ row, places: places.get(row.id) ?? new Map(), after }));

  const id = newId('ref', now.getTime());
  await post(tx, scope, {
    at: now,
    transactions: pieces.map(({ row, amount, from }) =>
      reversal({
        id,
        row,
        amount,
        from,
        scope,
        order,
        closed: closed.has(row.campaign_id),
        at: refund.occurredAt,
      }),
    ),
  });
  const adjustments = rows.map((row) => {
    const piece = pieces.find((p) => p.row.id === row.id);
    return { commissionId: row.id, amount: piece?.amount ?? 0, from: piece?.from ?? ('none' as const) };
  });
  await tx.refund.create({
    data: {
      id,
      brandId: scope.brandId,
      refundId: refund.refundId,
      conversionId: order.id,
      inputHash: hash,
      amount: refund.amount,
      reason: refund.reason,
      adjustments,
      occurredAt: refund.occurredAt,
      recordedAt: now,
    },
  });
  await tx.conversion.update({ where: { id: order.id }, data: { refunded: after.refunded } });
  await enqueue(
    tx,
    all.flatMap((row) => events({ id, row, scope, order, refund, pieces, after, now })),
  );
  return {
    id,
    refundId: refund.refundId,
    orderId: refund.orderId,
    amount: refund.amount,
    currency: order.currency,
    adjustments,
    replayed: false,
  };
}

async function findEarlier(
  tx: Tx,
  scope: BrandScope,
  { refund, hash, order }: { refund: NewRefund; hash: string; order: LockedConversion },
): Promise<RefundResult | null> {
  const row = await tx.refund.findUnique({
    where: { brandId_refundId: { brandId: scope.brandId, refundId: refund.refundId } },
  });
  if (!row) return null;
  if (row.inputHash !== hash)
    throw new KolonyError('commissions/refund_conflict', 'conflict', { refund_id: refund.refundId });
  return {
    id: row.id,
    refundId: row.refundId,
    orderId: refund.orderId,
    amount: minor(row.amount),
    currency: order.currency,
    adjustments: RefundResult.shape.adjustments.parse(row.adjustments),
    replayed: true,
  };
}

/** Shared locks (after the order, before the accounts): a refund that meets a close waits for it and sees its outcome. */
async function closedCampaigns(tx: Tx, rows: readonly CommissionRow[]): Promise<Set<string>> {
  const found = await tx.$queryRaw<{ id: string; state: string }[]>`
    SELECT id, state FROM campaigns WHERE id = ANY(${rows.map((row) => row.campaign_id)}::text[]) ORDER BY id FOR SHARE`;
  return new Set(found.filter((campaign) => campaign.state === 'closed').map((campaign) => campaign.id));
}

type Source = 'pending' | 'payable' | 'clawback';
interface Piece {
  row: CommissionRow;
  amount: number;
  from: Source;
}

/** What this refund takes from one commission, and whose balance pays it. A commission's money is in one place. */
function take({
  row,
  places,
  after,
}: {
  row: CommissionRow;
  places: Places;
  after: { amount: number; refunded: number };
}): Piece[] {
  const accrued = minor(row.amount);
  const amount = reversedFor(accrued, after) - reversedSoFar(accrued, places);
  if (amount <= 0) return [];
  const from: Source =
    (places.get('pending') ?? 0) >= amount
      ? 'pending'
      : (places.get('payable') ?? 0) >= amount
        ? 'payable'
        : 'clawback';
  return [{ row, amount, from }];
}

function reversal(of: {
  id: string;
  row: CommissionRow;
  amount: number;
  from: Source;
  scope: BrandScope;
  order: LockedConversion;
  closed: boolean;
  at: Date;
}): TransactionInput {
  const { id, row, amount, from, scope, order, closed, at } = of;
  const back = closed ? funding(scope.brandId, order.currency) : escrow(row.campaign_id, order.currency);
  return {
    kind: 'reverse',
    idempotencyKey: `reverse:${id}:${row.id}`,
    occurredAt: at,
    entries: [
      { account: kolAccount(row.kol_id, from, order.currency), amount: -amount, subject: row.id },
      { account: back, amount, subject: row.id },
    ],
  };
}

interface Facts {
  id: string;
  row: CommissionRow;
  scope: BrandScope;
  order: LockedConversion;
  refund: NewRefund;
  pieces: readonly Piece[];
  after: { amount: number; refunded: number };
  now: Date;
}

/** A refund after the end of the hold also takes back what was reported as settled. */
function events({ id, row, scope, order, refund, pieces, after, now }: Facts): OutboxRow[] {
  const about = eventOrder(scope.brandId, order, row);
  const key = `${id}:${row.id}`;
  const facts = [
    orderEvent(about, 'refunded', { key, orders: 0, amount: refund.amount, at: refund.occurredAt }),
  ];
  if (row.refused_for !== null) return facts;
  const amount = pieces.find((piece) => piece.row.id === row.id)?.amount ?? 0;
  const settled = order.settledAt !== null;
  facts.push(
    commissionEvent(about, 'reversed', {
      key,
      amount,
      settledDelta: settled && amount > 0 ? -amount : 0,
      at: now,
    }),
  );
  if (!settled) return facts;
  const orders = after.refunded === after.amount ? -1 : 0;
  return [
    ...facts,
    orderEvent(about, 'settled', { key, orders, amount: -refund.amount, at: refund.occurredAt }),
  ];
}
