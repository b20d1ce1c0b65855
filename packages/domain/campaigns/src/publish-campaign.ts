import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import type { Campaign } from './schema.ts';
import { assertTransition } from './state.ts';
import { findCampaign, lockCampaign } from './store.ts';

/** Draft → live: KOLs can be invited from now on. `campaigns/illegal_transition`, `campaigns/campaign_not_found`. */
export async function publishCampaign(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Campaign> {
  await inTransaction(deps.db, async (tx) => {
    assertTransition((await lockCampaign(tx, scope, id)).state, 'live');
    await tx.campaign.update({ where: { id }, data: { state: 'live', publishedAt: deps.clock.now() } });
    await audit(tx, scope, { action: 'campaign.published', subject: id });
  });
  return findCampaign(deps.db, scope, id);
}
