import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';

/** Somebody has looked into it; who was first is kept, again is nothing new. `reports/alert_not_found`. */
export async function seeAlert(
  { db, clock }: Deps,
  { brandId, actor }: BrandScope,
  { id }: { id: string },
): Promise<void> {
  const { count } = await db.alert.updateMany({
    where: { id, brandId, seenAt: null },
    data: { seenBy: actor, seenAt: clock.now() },
  });
  if (count === 0 && (await db.alert.count({ where: { id, brandId } })) === 0)
    throw new KolonyError('reports/alert_not_found', 'not_found', { id });
}
