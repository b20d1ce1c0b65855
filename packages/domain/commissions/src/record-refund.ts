import { type Deps, inTransaction, type OutboxRow, type Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { allocate, KolonyError, minor, newId } from '@kolony/kernel';
import { inputHash } from '@kolony/kernel/hash';
import { z } from 'zod';
import { adjustOrder } from './adjust-order.ts';
import { caseOfCheck } from './after-sale.ts';
import { eventOrder, type LockedConversion, lockConversion } from './conversion.ts';
import { commissionEvent, type EventLine, orderEvent } from './events.ts';
import type { RefundedLine } from './net.ts';
import { netBase } from './net.ts';
import { linesOf, partByLine } from './order-lines.ts';
import { publish } from './publish.ts';
import type { Piece } from './reversal.ts';
import { type NewRefund, RefundResult } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

/**
 * Takes a refund out of the order's commissions, by the refunded lines and to the cent: from the held money, else from
 * the released, else (already paid) as a debt that later earnings repay. Never an edit: a reversal is posted. Tiers and
 * bonuses that the order helped to reach are judged again.
 *
 * Errors: `commissions/order_not_found` (the refund came before its order: send it again after the order),
 * `commissions/refund_exceeds_order` {left}, `commissions/unknown_item` {sku}, `commissions/refund_exceeds_item` {sku,
 * left}, `commissions/items_do_not_sum`, `commissions/refund_conflict` (the same refund id with another body).
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

  // Goods that come back after the order was refused: its commissions are gone already.
  const refused = await wasRefused(tx, order);
  const taken = refused ? order.lines.map(() => 0) : takenFrom(order, refund);
  const after = order.lines.map((line, at) => ({ ...line, refunded: line.refunded + (taken[at] ?? 0) }));
  const id = newId('ref', now.getTime());
  const pieces = await adjustOrder(tx, scope, { order, after, cause: id, at: refund.occurredAt, now });
  const adjustments = pieces.map(({ row, delta, from }) => ({
    commissionId: row.id,
    party: row.party,
    amount: delta === 0 ? 0 : -delta,
    from: delta === 0 ? ('none' as const) : from,
  }));
  await tx.refund.create({
    data: {
      id,
      brandId: scope.brandId,
      refundId: refund.refundId,
      conversionId: order.id,
      inputHash: hash,
      kind: refund.kind,
      amount: refund.amount,
      lines: taken,
      reason: refund.reason,
      adjustments,
      occurredAt: refund.occurredAt,
      recordedAt: now,
    },
  });
  const { brandId } = scope;
  await publish(tx, await events(tx, { id, scope, order, refund, pieces, after, now }), [
    {
      brandId,
      type: 'refund.recorded',
      at: now,
      data: {
        id,
        refund_id: refund.refundId,
        conversion_id: order.id,
        order_id: refund.orderId,
        kind: refund.kind,
        amount: refund.amount,
        currency: order.currency,
        occurred_at: refund.occurredAt.toISOString(),
      },
    },
  ]);
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

/**
 * A chargeback that the shop won back: what it took is given again, from the campaign's escrow.
 * `commissions/refund_not_found`, `commissions/not_a_chargeback`, `ledger/insufficient_funds` when the escrow no longer
 * has it (fund the campaign and send it again).
 */
export async function winBackChargeback(
  deps: Deps,
  scope: BrandScope,
  { orderId, refundId, occurredAt }: { orderId: string; refundId: string; occurredAt: Date },
): Promise<RefundResult> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const order = await lockConversion(tx, scope, orderId);
    const row = await tx.refund.findUnique({
      where: { brandId_refundId: { brandId: scope.brandId, refundId } },
    });
    if (!row || row.conversionId !== order.id)
      throw new KolonyError('commissions/refund_not_found', 'not_found', { refund_id: refundId });
    if (row.kind !== 'chargeback')
      throw new KolonyError('commissions/not_a_chargeback', 'conflict', { refund_id: refundId });
    const result = {
      id: row.id,
      refundId,
      orderId,
      amount: minor(row.amount),
      currency: order.currency,
      adjustments: RefundResult.shape.adjustments.parse(row.adjustments),
    };
    if (row.wonBackAt) return { ...result, replayed: true };
    const lines = z.array(z.int()).parse(row.lines);
    const after = order.lines.map((line, at) => ({ ...line, refunded: line.refunded - (lines[at] ?? 0) }));
    const pieces = await adjustOrder(tx, scope, {
      order,
      after,
      cause: `${row.id}:won`,
      at: occurredAt,
      now,
    });
    await tx.refund.update({ where: { id: row.id }, data: { wonBackAt: occurredAt } });
    const refund = { orderId, refundId, amount: -result.amount, occurredAt };
    await publish(tx, await events(tx, { id: `${row.id}:won`, scope, order, refund, pieces, after, now }));
    const adjustments = pieces.map(({ row: { id: commissionId, party }, delta, from }) => {
      return {
        commissionId,
        party,
        amount: delta === 0 ? 0 : -delta,
        from: delta === 0 ? ('none' as const) : from,
      };
    });
    return { ...result, adjustments, replayed: false };
  });
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

async function wasRefused(tx: Tx, { id, amount, refunded }: LockedConversion): Promise<boolean> {
  if (refunded < amount) return false;
  return (await tx.refund.count({ where: { conversionId: id, refundId: caseOfCheck(id) } })) > 0;
}

/** How much of each line the refund takes: of the lines it names, or of all in proportion to what is left of them. */
function takenFrom(order: LockedConversion, { amount, items }: NewRefund): number[] {
  const left = order.lines.map((line) => line.amount - line.refunded);
  const total = left.reduce((sum, part) => sum + part, 0);
  if (amount > total)
    throw new KolonyError('commissions/refund_exceeds_order', 'invalid', { field: 'amount', left: total });
  if (items.length === 0) return allocate(amount, left);
  if (items.reduce((sum, item) => sum + item.amount, 0) !== amount)
    throw new KolonyError('commissions/items_do_not_sum', 'invalid', { field: 'items', amount });
  const skus = linesOf(order).map((line) => line.sku);
  const taken = left.map(() => 0);
  for (const { sku, amount: wanted } of items) {
    const lines = skus.flatMap((known, at) => (known === sku ? [at] : []));
    if (lines.length === 0)
      throw new KolonyError('commissions/unknown_item', 'invalid', { field: 'items', sku });
    let rest = wanted;
    for (const at of lines) {
      const part = Math.min(rest, (left[at] ?? 0) - (taken[at] ?? 0));
      taken[at] = (taken[at] ?? 0) + part;
      rest -= part;
    }
    if (rest > 0)
      throw new KolonyError('commissions/refund_exceeds_item', 'invalid', {
        field: 'items',
        sku,
        left: wanted - rest,
      });
  }
  return taken;
}

interface Facts {
  id: string;
  scope: BrandScope;
  order: LockedConversion;
  refund: Pick<NewRefund, 'orderId' | 'refundId' | 'amount' | 'occurredAt'>;
  pieces: readonly Piece[];
  after: readonly RefundedLine[];
  now: Date;
}

/** A refund after the end of the hold also takes back what was reported as settled. */
async function events(tx: Tx, facts: Facts): Promise<OutboxRow[]> {
  const { id, scope, order, refund, pieces, after, now } = facts;
  const refundedAfter = after.reduce((sum, line) => sum + line.refunded, 0);
  const rows = await selectCommissions(tx, { own: scope, conversionIds: [order.id] });
  const gone = Number(order.refunded === order.amount) - Number(refundedAfter === order.amount);
  const carriers = rows.filter((row) => row.party === `kol:${row.kol_id}`);
  const orderEvents = carriers.flatMap((row) => {
    const about = eventOrder(scope.brandId, row, order);
    const base = minor(row.base);
    const left = [
      netBase(base, order),
      netBase(base, { amount: order.amount, refunded: refundedAfter }),
    ] as const;
    const amount = left[0] - left[1];
    const key = `${id}:${row.deal_id}`;
    const lines = refundedLines(order, { left, after });
    const fact = orderEvent(about, 'refunded', { key, orders: 0, amount, at: refund.occurredAt, lines });
    if (row.settled_at === null) return [fact];
    const orders = row.deal_id === order.decidingDeal ? gone : 0;
    return [fact, orderEvent(about, 'settled', { key, orders, amount: -amount, at: refund.occurredAt })];
  });
  const commissionEvents = pieces.map(({ row, delta, from }) =>
    commissionEvent(eventOrder(scope.brandId, row, order), 'reversed', {
      key: `${id}:${row.id}:${from}`,
      amount: delta === 0 ? 0 : -delta,
      settledDelta: row.settled_at !== null && delta !== 0 ? delta : 0,
      at: now,
    }),
  );
  return [...orderEvents, ...commissionEvents];
}

/** The refunded part of a deal's base by line: what each was worth before less after, so that several refunds sum. */
function refundedLines(
  order: LockedConversion,
  { left, after }: { left: readonly [before: number, after: number]; after: readonly RefundedLine[] },
): EventLine[] {
  const before = partByLine(left[0], order.lines);
  const then = partByLine(left[1], after);
  return linesOf(order).map(({ sku, category }, at) => ({
    sku,
    category: category ?? '',
    quantity: 0,
    amount: (before[at] ?? 0) - (then[at] ?? 0),
  }));
}
