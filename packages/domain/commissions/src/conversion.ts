import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import type { EventOrder } from './events.ts';
import { ConversionStatus } from './schema.ts';

export interface LockedConversion {
  id: string;
  orderId: string;
  status: ConversionStatus;
  amount: number;
  refunded: number;
  currency: Currency;
  customerId: string;
  occurredAt: Date;
  completedAt: Date | null;
  settledAt: Date | null;
}

/** Locks one order of the brand (the first lock of every change to it); `commissions/order_not_found`. */
export async function lockConversion(tx: Tx, scope: BrandScope, orderId: string): Promise<LockedConversion> {
  await tx.$queryRaw`SELECT id FROM conversions WHERE brand_id = ${scope.brandId} AND order_id = ${orderId} FOR NO KEY UPDATE`;
  const row = await tx.conversion.findUnique({
    where: { brandId_orderId: { brandId: scope.brandId, orderId } },
  });
  if (!row) throw new KolonyError('commissions/order_not_found', 'not_found', { order_id: orderId });
  return {
    id: row.id,
    orderId,
    status: ConversionStatus.parse(row.status),
    amount: minor(row.amount),
    refunded: minor(row.refunded),
    currency: Currency.parse(row.currency),
    customerId: row.customerId ?? '',
    occurredAt: row.occurredAt,
    completedAt: row.completedAt,
    settledAt: row.settledAt,
  };
}

export interface CommissionOfOrder {
  id: string;
  campaign_id: string;
  deal_id: string;
  kol_id: string;
  link_id: string;
  terms_version: number;
}

export function eventOrder(
  brandId: string,
  order: LockedConversion,
  commission: CommissionOfOrder,
): EventOrder & { commissionId: string } {
  return {
    brandId,
    campaignId: commission.campaign_id,
    dealId: commission.deal_id,
    kolId: commission.kol_id,
    linkId: commission.link_id,
    conversionId: order.id,
    orderId: order.orderId,
    customerId: order.customerId,
    currency: order.currency,
    orderAt: order.occurredAt,
    commissionId: commission.id,
  };
}
