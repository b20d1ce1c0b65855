import { Decision } from '@kolony/attribution/schema';
import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, minor, newId } from '@kolony/kernel';
import { ConversionStatus, NewRefund, type RecentOrder } from './schema.ts';

export interface Recently {
  since: Date;
  limit: number;
}

/**
 * What a shop's server sent lately, orders and refunds, newest first: for whoever is just connecting it. Ids are UUIDv7,
 * so the newest of everybody's are one end of an index.
 */
export async function recentOrders(
  { db }: Deps,
  { brandId }: BrandScope,
  { since, limit }: Recently,
): Promise<RecentOrder[]> {
  const from = (prefix: 'cnv' | 'ref') => ({ gte: newId(prefix, since.getTime()).slice(0, 14) });
  const newest = { orderBy: { id: 'desc' }, take: limit } as const;
  const [orders, refunds] = await Promise.all([
    db.conversion.findMany({ where: { brandId, id: from('cnv') }, ...newest }),
    db.refund.findMany({
      where: { brandId, id: from('ref') },
      ...newest,
      include: { conversion: { select: { orderId: true, currency: true } } },
    }),
  ]);
  const sent: RecentOrder[] = [
    ...orders.map((row) => {
      const { winner, touches } = Decision.parse(row.decision);
      return {
        kind: 'order' as const,
        id: row.id,
        at: row.recordedAt,
        orderId: row.orderId,
        amount: minor(row.amount),
        currency: Currency.parse(row.currency),
        status: ConversionStatus.parse(row.status),
        credited: touches[winner ?? -1]?.verdict ?? null,
      };
    }),
    ...refunds.map((row) => ({
      kind: NewRefund.shape.kind.parse(row.kind),
      id: row.id,
      at: row.recordedAt,
      orderId: row.conversion.orderId,
      amount: minor(row.amount),
      currency: Currency.parse(row.conversion.currency),
      status: null,
      credited: null,
    })),
  ];
  return sent.sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, limit);
}
