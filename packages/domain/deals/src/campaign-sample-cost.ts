import type { Database, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { minor } from '@kolony/kernel';

/** What the goods sent for a campaign cost, minor units of its currency; what is only promised costs nothing yet. */
export async function campaignSampleCost(
  db: Database | Tx,
  scope: BrandScope,
  campaignId: string,
): Promise<number> {
  const { _sum: sum } = await db.sample.aggregate({
    where: { brandId: scope.brandId, deal: { campaignId }, state: { in: ['shipped', 'received'] } },
    _sum: { cost: true },
  });
  return minor(sum.cost ?? 0);
}
