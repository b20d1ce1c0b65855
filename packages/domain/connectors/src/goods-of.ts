import { type Deps, inTransaction } from '@kolony/db';
import { minor, mulDiv } from '@kolony/kernel';
import type { RefundFact } from './facts.ts';
import { sum } from './reading.ts';
import type { KnownOrder, Shop } from './shop.ts';

/** A refund's part of what was commissioned, minor units; items only where they are all of it. */
export interface Goods {
  amount: number;
  items: { sku: string; amount: number }[];
}

/**
 * How much of a refund was for goods. By lines: what they say, without tax where the shop's prices have it in them. Of a
 * sum without lines: in proportion to what was paid, all refunds of the order together, so that pieces in any order sum
 * to the part of their sum, and everything given back to the whole base.
 */
export async function goodsOf(
  deps: Deps,
  shop: Shop,
  { fact, order }: { fact: RefundFact; order: KnownOrder },
): Promise<Goods> {
  if ('gross' in fact.sum) {
    const { refundId } = fact;
    return { amount: await proportion(deps, shop, { refundId, gross: fact.sum.gross, order }), items: [] };
  }
  const { lines, adjustment } = fact.sum;
  const items = lines
    .map(({ sku, amount, tax }) => ({
      sku,
      amount: order.taxesIncluded ? Math.max(0, amount - tax) : amount,
    }))
    .filter(({ amount }) => amount > 0);
  const amount = Math.max(0, sum(items.map((item) => item.amount)) + adjustment);
  return { amount, items: adjustment === 0 && items.every(({ sku }) => sku !== '') ? items : [] };
}

/** Kept from the first time on, so that the same refund is the same amount whatever came after it. */
async function proportion(
  { db }: Deps,
  { id: connectionId, scope: { brandId } }: Shop,
  { refundId, gross, order }: { refundId: string; gross: number; order: KnownOrder },
): Promise<number> {
  const { orderId } = order;
  return inTransaction(db, async (tx) => {
    await tx.$queryRaw`
      SELECT order_id FROM connection_orders WHERE connection_id = ${connectionId} AND order_id = ${orderId}
      FOR NO KEY UPDATE`;
    const where = { connectionId_refundId: { connectionId, refundId } };
    const known = await tx.connectionRefund.findUnique({ where });
    if (known) return minor(known.base);
    const { _sum } = await tx.connectionRefund.aggregate({
      where: { connectionId, orderId },
      _sum: { gross: true, base: true },
    });
    const paid = minor(order.gross);
    const so = Math.min(paid, minor(_sum.gross ?? 0n) + gross);
    const base = paid === 0 ? 0 : mulDiv(minor(order.base), so, paid) - minor(_sum.base ?? 0n);
    await tx.connectionRefund.create({ data: { connectionId, refundId, brandId, orderId, gross, base } });
    return base;
  });
}
