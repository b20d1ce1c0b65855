import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newId } from '@kolony/kernel';
import type { Campaign, NewCampaign } from './schema.ts';
import { findCampaign, toColumns, writeDeliverables } from './store.ts';

/**
 * A draft. `campaigns/ends_before_start`; `campaigns/bad_web_address` {field} for a landing page or fallback that no
 * visitor may be sent to.
 */
export async function createCampaign(deps: Deps, scope: BrandScope, input: NewCampaign): Promise<Campaign> {
  const columns = toColumns(input);
  const createdAt = deps.clock.now();
  const id = newId('cmp', createdAt.getTime());
  await inTransaction(deps.db, async (tx) => {
    await tx.campaign.create({ data: { id, brandId: scope.brandId, state: 'draft', createdAt, ...columns } });
    await writeDeliverables(tx, id, input);
    await audit(tx, scope, { action: 'campaign.created', subject: id });
  });
  return findCampaign(deps.db, scope, id);
}
