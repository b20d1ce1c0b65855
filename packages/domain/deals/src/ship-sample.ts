import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { lockSample } from './sample.ts';
import type { Deal, ShipSample } from './schema.ts';
import { addEvent, findDeal } from './store.ts';

/** The goods are on their way; from now on they are part of the campaign's cost. `deals/sample_not_found`, `deals/illegal_transition` */
export async function shipSample(
  deps: Deps,
  scope: BrandScope,
  { id, carrier, trackingNo }: ShipSample,
): Promise<Deal> {
  const own = { brandId: scope.brandId };
  const now = deps.clock.now();
  const dealId = await inTransaction(deps.db, async (tx) => {
    const sample = await lockSample(tx, own, { id, from: 'promised', to: 'shipped' });
    await tx.sample.update({
      where: { id },
      data: { state: 'shipped', carrier, trackingNo, shippedAt: now },
    });
    const facts = { item: sample.item, quantity: sample.quantity, carrier, trackingNo };
    await addEvent(tx, { dealId: sample.dealId, kind: 'sample_shipped', by: 'brand', at: now, facts });
    await audit(tx, scope, { action: 'deal.sample_shipped', subject: sample.dealId, facts: { sample: id } });
    return sample.dealId;
  });
  return findDeal(deps.db, own, { id: dealId, now });
}
