import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import type { Campaign } from './schema.ts';
import { findCampaign } from './store.ts';

/** One of the brand's campaigns with its money; `campaigns/campaign_not_found`. */
export async function getCampaign(
  { db }: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Campaign> {
  return findCampaign(db, scope, id);
}
