import type { Deps } from '@kolony/db';
import { kolNames } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { after, DAY } from '@kolony/kernel';
import { campaignNames } from '../campaign-names.ts';
import { Alert, AlertFacts } from '../schema.ts';

const LISTED = 100;
/** Older ones are history, and the trends show them. */
const SHOWN_FOR = 30 * DAY;

/** The unusual days of the last month: those nobody has seen first, then newest first. */
export async function listAlerts(deps: Deps, scope: BrandScope): Promise<Alert[]> {
  const rows = await deps.db.alert.findMany({
    where: { brandId: scope.brandId, raisedAt: { gt: after(deps.clock.now(), -SHOWN_FOR) } },
    orderBy: [{ seenAt: { sort: 'asc', nulls: 'first' } }, { day: 'desc' }, { id: 'asc' }],
    take: LISTED,
  });
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
