import type { EventOrder } from '@kolony/commissions';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';

/** What the event store wants to know about each commission's order. */
export async function ordersOf(
  tx: Tx,
  scope: BrandScope,
  commissionIds: readonly string[],
): Promise<Map<string, EventOrder & { commissionId: string }>> {
  const rows = await tx.commission.findMany({
    where: { brandId: scope.brandId, id: { in: [...commissionIds] } },
    include: { conversion: true },
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        commissionId: row.id,
        brandId: row.brandId,
        campaignId: row.campaignId,
        dealId: row.dealId,
        kolId: row.kolId,
        linkId: row.linkId,
        conversionId: row.conversionId,
        orderId: row.conversion.orderId,
        customerId: row.conversion.customerId ?? '',
        currency: Currency.parse(row.currency),
        orderAt: row.conversion.occurredAt,
      },
    ]),
  );
}
