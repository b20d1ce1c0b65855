import { Decision } from '@kolony/attribution/schema';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import { z } from 'zod';
import type { CommissionRow } from './commission.ts';
import type { EventOrder } from './events.ts';
import type { RefundedLine } from './net.ts';
import { linesOf } from './order-lines.ts';
import { ConversionStatus, OrderItem } from './schema.ts';

export interface LockedConversion {
  id: string;
  orderId: string;
  status: ConversionStatus;
  amount: number;
  refunded: number;
  currency: Currency;
  customerId: string;
  items: OrderItem[];
  /** The deal of the deciding touch: it carries the order itself; null when nobody earned it. */
  decidingDeal: string | null;
  /** What was refunded of each line so far; the lines sum to `amount`. */
  lines: RefundedLine[];
  occurredAt: Date;
  completedAt: Date | null;
  frozenAt: Date | null;
}

/** Locks one order of the brand (the first lock of every change to it); `commissions/order_not_found`. */
export async function lockConversion(
  tx: Tx,
  scope: Pick<BrandScope, 'brandId'>,
  orderId: string,
): Promise<LockedConversion> {
  await tx.$queryRaw`SELECT id FROM conversions WHERE brand_id = ${scope.brandId} AND order_id = ${orderId} FOR NO KEY UPDATE`;
  const row = await tx.conversion.findUnique({
    where: { brandId_orderId: { brandId: scope.brandId, orderId } },
  });
  if (!row) throw new KolonyError('commissions/order_not_found', 'not_found', { order_id: orderId });
  const amount = minor(row.amount);
  const { winner, touches } = Decision.parse(row.decision);
  const items = z.array(OrderItem).parse(row.items);
  const refunded = z.array(z.int()).parse(row.refundedLines);
  return {
    id: row.id,
    orderId,
    status: ConversionStatus.parse(row.status),
    amount,
    refunded: minor(row.refunded),
    currency: Currency.parse(row.currency),
    customerId: row.customerId ?? '',
    items,
    decidingDeal: winner === null ? null : (touches[winner]?.dealId ?? null),
    lines: linesOf({ amount, items }).map((line, at) => ({
      amount: line.amount,
      refunded: refunded[at] ?? 0,
    })),
    occurredAt: row.occurredAt,
    completedAt: row.completedAt,
    frozenAt: row.frozenAt,
  };
}

/** What the event store is told about a commission's order; a commission without an order says so by empty names. */
export function eventOrder(
  brandId: string,
  row: Pick<
    CommissionRow,
    'id' | 'campaign_id' | 'deal_id' | 'kol_id' | 'link_id' | 'currency' | 'created_at'
  >,
  order: Pick<LockedConversion, 'id' | 'orderId' | 'customerId' | 'occurredAt'> | null,
): EventOrder & { commissionId: string } {
  return {
    brandId,
    campaignId: row.campaign_id,
    dealId: row.deal_id,
    kolId: row.kol_id,
    linkId: row.link_id ?? '',
    conversionId: order?.id ?? '',
    orderId: order?.orderId ?? '',
    customerId: order?.customerId ?? '',
    currency: row.currency,
    orderAt: order?.occurredAt ?? row.created_at,
    commissionId: row.id,
  };
}
