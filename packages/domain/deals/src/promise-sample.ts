import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import type { Deal, NewSample } from './schema.ts';
import { assertUnderWay } from './state.ts';
import { addEvent, findDeal, lockDeal } from './store.ts';

/** The brand will send goods; what they cost is the brand's to know. `deals/deal_not_found`, `deals/deal_not_active` */
export async function promiseSample(
  deps: Deps,
  scope: BrandScope,
  { dealId, item, quantity, cost }: NewSample,
): Promise<Deal> {
  const { brandId } = scope;
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    assertUnderWay((await lockDeal(tx, { brandId }, dealId)).state);
    const id = newId('smp', now.getTime());
    await tx.sample.create({
      data: { id, dealId, brandId, item, quantity, cost, state: 'promised', createdAt: now },
    });
    await addEvent(tx, { dealId, kind: 'sample_promised', by: 'brand', at: now, facts: { item, quantity } });
    await audit(tx, scope, { action: 'deal.sample_promised', subject: dealId, facts: { sample: id, cost } });
  });
  return findDeal(deps.db, { brandId }, { id: dealId, now });
}
