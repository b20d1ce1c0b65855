import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import type { Campaign, NewCampaign } from './schema.ts';
import { findCampaign, lockCampaign, readFunded, toColumns, writeDeliverables } from './store.ts';

/**
 * Rewrites a draft; what is live was offered to KOLs and stays as it is: `campaigns/not_a_draft`. Money already given
 * to it fixes the currency: `campaigns/funded_in_other_currency`. Else as `createCampaign`.
 */
export async function updateCampaign(
  deps: Deps,
  scope: BrandScope,
  { id, campaign }: { id: string; campaign: NewCampaign },
): Promise<Campaign> {
  const columns = toColumns(campaign);
  await inTransaction(deps.db, async (tx) => {
    const { state, currency } = await lockCampaign(tx, scope, id);
    if (state !== 'draft') throw new KolonyError('campaigns/not_a_draft', 'conflict', { state });
    if (currency !== campaign.currency && (await readFunded(tx, scope, { id, currency })) !== 0)
      throw new KolonyError('campaigns/funded_in_other_currency', 'conflict', {
        field: 'currency',
        currency,
      });
    await tx.campaign.update({ where: { id }, data: columns });
    await tx.deliverable.deleteMany({ where: { campaignId: id } });
    await writeDeliverables(tx, id, campaign);
    await audit(tx, scope, { action: 'campaign.updated', subject: id });
  });
  return findCampaign(deps.db, scope, id);
}
