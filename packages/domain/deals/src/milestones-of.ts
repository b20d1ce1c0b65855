import type { Database, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { toMilestone } from './read-deal.ts';
import type { Milestone } from './schema.ts';

/** The parts of a deal's fixed fee, in the order of the Terms; none for another brand's deal. */
export async function milestonesOf(
  db: Database | Tx,
  scope: BrandScope,
  { dealId }: { dealId: string },
): Promise<Milestone[]> {
  const rows = await db.dealMilestone.findMany({
    where: { dealId, brandId: scope.brandId },
    orderBy: { position: 'asc' },
  });
  return rows.map(toMilestone);
}
