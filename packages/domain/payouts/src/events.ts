import { commissionEvent } from '@kolony/commissions';
import type { OutboxRow, Tx } from '@kolony/db';
import { Currency } from '@kolony/kernel';
import type { About } from './entries.ts';

/** What the event store is told about each commission; one without an order says so by empty names. */
export async function eventsFor(
  tx: Tx,
  { brandId }: { brandId: string },
  of: { event: 'in_payout' | 'paid'; moved: readonly (About & { payoutId: string })[]; now: Date },
): Promise<OutboxRow[]> {
  const { event, moved, now } = of;
  const rows = await tx.commission.findMany({
    where: { brandId, id: { in: moved.map((about) => about.commissionId) } },
    include: { conversion: true },
  });
  const commissions = new Map(rows.map((row) => [row.id, row]));
  return moved.flatMap(({ payoutId, commissionId, amount }) => {
    const row = commissions.get(commissionId);
    if (!row) return [];
    const about = {
      commissionId,
      brandId,
      campaignId: row.campaignId,
      dealId: row.dealId,
      kolId: row.kolId,
      linkId: row.linkId ?? '',
      conversionId: row.conversionId ?? '',
      orderId: row.conversion?.orderId ?? '',
      customerId: row.conversion?.customerId ?? '',
      currency: Currency.parse(row.currency),
      orderAt: row.conversion?.occurredAt ?? row.createdAt,
    };
    return [commissionEvent(about, event, { key: `${payoutId}:${commissionId}`, amount, at: now })];
  });
}
