import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Page, toPage } from '@kolony/kernel';
import type { Campaign, CampaignState, CampaignSummary } from './schema.ts';
import { findCampaign, findCampaigns } from './store.ts';

export interface CampaignQuery {
  search?: string | undefined;
  state?: CampaignState | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's campaigns, newest first (ids are UUIDv7: by id is by time). */
export async function listCampaigns({ db }: Deps, scope: BrandScope, { search, state, cursor, limit = 50 }: CampaignQuery): Promise<Page<CampaignSummary>> {
  const campaigns = await findCampaigns(db, scope, {
    where: {
      ...(state ? { state } : {}),
      ...(search ? { name: { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' } } : {}),
      ...(cursor ? { id: { lt: cursor } } : {}),
    },
    take: limit + 1,
  });
  const summaries = campaigns.map(({ id, name, state: at, currency, createdAt, dealCount, funded, free }) => ({ id, name, state: at, currency, createdAt, dealCount, funded, free }));
  return toPage(summaries, limit, (campaign) => campaign.id);
}

/** `campaigns/campaign_not_found` */
export async function getCampaign({ db }: Deps, scope: BrandScope, { id }: { id: string }): Promise<Campaign> {
  return findCampaign(db, scope, id);
}
