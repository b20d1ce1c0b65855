import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { minor, present } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import type { TransactionInput } from '@kolony/ledger/schema';
import type { LockedConversion } from './conversion.ts';
import { changesTo, legsOf } from './legs.ts';
import { netBase, netOutlay, type RefundedLine } from './net.ts';
import { lockProgress, type Progress, saveProgress } from './progress.ts';
import { closedCampaigns, movesFor, type Piece, transactionFor } from './reversal.ts';
import { selectCommissions } from './select-commissions.ts';
import { settleRewards } from './settle-rewards.ts';

interface Adjustment {
  order: LockedConversion;
  /** The order's lines as they are from now on. */
  after: readonly RefundedLine[];
  /** Names the transactions: the refund's id. */
  cause: string;
  at: Date;
  now: Date;
}

/**
 * Brings every leg of a locked order to what its lines are worth from now on, and the deals' figures, rewards and
 * reserves with it. The one way by which refunds, cancellations and chargebacks, lost or won back, move money.
 */
export async function adjustOrder(tx: Tx, scope: BrandScope, adjustment: Adjustment): Promise<Piece[]> {
  const { order, after, cause, at, now } = adjustment;
  const commissions = await selectCommissions(tx, { own: scope, conversionIds: [order.id] });
  const closed = await closedCampaigns(tx, commissions);
  const groups = await legsOf(tx, commissions);
  const progress = await lockProgress(
    tx,
    groups.map((legs) => legs.dealId),
  );
  const refunded = after.reduce((sum, line) => sum + line.refunded, 0);
  const transactions: TransactionInput[] = [];
  const pieces: Piece[] = [];
  for (const legs of groups) {
    const outlay = netOutlay(legs.outlay, legs.contributed, after);
    const before = legs.rows.reduce((sum, leg) => sum + leg.net, 0);
    const changes = changesTo(legs, outlay).flatMap(({ leg, delta }) =>
      movesFor(delta, leg.places, leg.row.settled_at !== null).map((move) => ({ row: leg.row, ...move })),
    );
    pieces.push(...changes);
    const reversal = transactionFor({ legs, changes, cause, at, closed, scope });
    if (reversal) transactions.push(reversal);
    const figures = present(progress.get(legs.dealId), 'progress');
    const settled = legs.kol.settled_at !== null;
    count(figures, { order, refunded, settled, base: minor(legs.kol.base), outlay: outlay - before });
  }
  await post(tx, scope, { at: now, transactions });
  const dealIds = groups.map((legs) => legs.dealId);
  await settleRewards(tx, { brandId: scope.brandId, dealIds, progress, cause, closed, now });
  await saveProgress(tx, progress.values());
  await tx.conversion.update({
    where: { id: order.id },
    data: { refunded, refundedLines: after.map((line) => line.refunded) },
  });
  return pieces;
}

function count(
  figures: Progress,
  of: { order: LockedConversion; refunded: number; settled: boolean; base: number; outlay: number },
): void {
  const { order, refunded, settled, base, outlay } = of;
  const gmv = netBase(base, { amount: order.amount, refunded }) - netBase(base, order);
  const orders = Number(order.refunded === order.amount) - Number(refunded === order.amount);
  figures.outlay += outlay;
  if (settled) {
    figures.settledGmv += gmv;
    figures.settledOrders += orders;
  } else {
    figures.pendingGmv += gmv;
    figures.pendingOrders += orders;
  }
}
