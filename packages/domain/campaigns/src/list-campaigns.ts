import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Page, toPage } from '@kolony/kernel';
import type { CampaignState, CampaignSummary } from './schema.ts';
import { findSummaries } from './store.ts';

export interface CampaignQuery {
  /** Part of the name, in any case; % and _ are themselves. */
  search?: string | undefined;
  state?: CampaignState | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The brand's campaigns, newest first (ids are UUIDv7: by id is by time). */
export async function listCampaigns(
  { db }: Deps,
  scope: BrandScope,
  { search, state, cursor, limit = 50 }: CampaignQuery,
): Promise<Page<CampaignSummary>> {
  const where = {
    ...(state ? { state } : {}),
    ...(search
      ? { name: { contains: search.replace(/[\\%_]/g, '\\$&'), mode: 'insensitive' as const } }
      : {}),
    ...(cursor ? { id: { lt: cursor } } : {}),
  };
  return toPage(await findSummaries(db, scope, { where, take: limit + 1 }), limit, (campaign) => campaign.id);
}
