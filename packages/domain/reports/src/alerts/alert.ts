import type { Deps } from '@kolony/db';
import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { campaignNames } from '../campaign-names.ts';
import { Alert, AlertFacts } from '../schema.ts';

interface AlertRow {
  id: string;
  campaignId: string;
  day: string;
  metric: string;
  facts: unknown;
  seenAt: Date | null;
}

/** Alerts with the names of what they are about, in the rows' order. */
export async function toAlerts(deps: Deps, scope: BrandScope, rows: readonly AlertRow[]): Promise<Alert[]> {
  if (rows.length === 0) return [];
  const [campaigns, kols] = await Promise.all([campaignNames(deps, scope), kolNames(deps, scope, {})]);
  return rows.map(({ id, campaignId, day, metric, facts, seenAt }) => {
    const { kol, ...about } = AlertFacts.parse(facts);
    return Alert.parse({
      id,
      campaignId,
      campaignName: campaigns.get(campaignId) ?? campaignId,
      day,
      metric,
      ...about,
      kol: kol && { ...kol, displayName: kols.get(kol.kolId) ?? kol.kolId },
      seen: seenAt !== null,
    });
  });
}
