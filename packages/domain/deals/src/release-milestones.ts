import type { Tx } from '@kolony/db';
import { toMilestone } from './read-deal.ts';
import type { Milestone } from './schema.ts';
import { addEvent } from './store.ts';

/** Marks parts of the fee that are still kept back as released, each once. The deal's row is locked. */
export async function releaseMilestones(
  tx: Tx,
  { dealId, keys, at }: { dealId: string; keys: readonly string[]; at: Date },
): Promise<Milestone[]> {
  const released: Milestone[] = [];
  for (const key of keys) {
    const { count } = await tx.dealMilestone.updateMany({
      where: { dealId, key, state: 'reserved' },
      data: { state: 'released', changedAt: at },
    });
    if (count === 0) continue;
    const row = await tx.dealMilestone.findUniqueOrThrow({ where: { dealId_key: { dealId, key } } });
    const milestone = toMilestone(row);
    const { title, amount } = milestone;
    await addEvent(tx, {
      dealId,
      kind: 'milestone_released',
      by: 'system',
      at,
      facts: { key, title, amount },
    });
    released.push(milestone);
  }
  return released;
}
