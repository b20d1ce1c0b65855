import { listCampaigns } from '@kolony/campaigns';
import type { Deps } from '@kolony/db';
import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import type { ReportFilters } from './schema.ts';

/** Campaigns that the filter offers; older ones are reached from their own page. */
const OFFERED = 200;

/** What a report can be narrowed to: the newest campaigns, and everybody with a deal, by name. */
export async function reportFilters(deps: Deps, scope: BrandScope): Promise<ReportFilters> {
  const [campaigns, names] = await Promise.all([
    listCampaigns(deps, scope, { limit: OFFERED }),
    kolNames(deps, scope, {}),
  ]);
  return {
    campaigns: campaigns.data.map(({ id, name, currency }) => ({ id, name, currency })),
    kols: [...names]
      .map(([id, displayName]) => ({ id, displayName }))
      .sort((a, b) => (a.displayName < b.displayName ? -1 : 1)),
  };
}
