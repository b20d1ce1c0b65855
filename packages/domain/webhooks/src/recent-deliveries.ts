import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import { toAttempt, toDelivery } from './deliveries.ts';
import type { Delivery } from './schema.ts';

/** What was sent lately to all of the brand's endpoints, newest event first. */
export async function recentDeliveries(
  { db }: Deps,
  { brandId }: BrandScope,
  { since, limit }: { since: Date; limit: number },
): Promise<Delivery[]> {
  const rows = await db.webhookDelivery.findMany({
    where: { brandId, eventId: { gte: newId('evt', since.getTime()).slice(0, 14) } },
    orderBy: { eventId: 'desc' },
    take: limit,
    include: { event: { select: { type: true, at: true } }, log: { orderBy: { id: 'desc' }, take: 1 } },
  });
  return rows.map((row) => ({ ...toDelivery(row), lastAttempt: row.log.map(toAttempt)[0] ?? null }));
}
