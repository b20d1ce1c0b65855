import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { KolScope } from '@kolony/identity/schema';
import { lockSample } from './sample.ts';
import type { Deal } from './schema.ts';
import { addEvent, findDeal } from './store.ts';

/** The KOL has the goods. `deals/sample_not_found`, `deals/illegal_transition` unless they were shipped */
export async function receiveSample(deps: Deps, scope: KolScope, { id }: { id: string }): Promise<Deal> {
  const own = { kolId: scope.kolId };
  const now = deps.clock.now();
  const dealId = await inTransaction(deps.db, async (tx) => {
    const sample = await lockSample(tx, own, { id, from: 'shipped', to: 'received' });
    await tx.sample.update({ where: { id }, data: { state: 'received', receivedAt: now } });
    const facts = { item: sample.item, quantity: sample.quantity };
    await addEvent(tx, { dealId: sample.dealId, kind: 'sample_received', by: 'kol', at: now, facts });
    await audit(tx, scope, { action: 'deal.sample_received', subject: sample.dealId, facts: { sample: id } });
    return sample.dealId;
  });
  return findDeal(deps.db, own, { id: dealId, now });
}
