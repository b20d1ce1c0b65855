import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { after, DAY } from '@kolony/kernel';
import type { Alert } from '../schema.ts';
import { toAlerts } from './alert.ts';

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
  return toAlerts(deps, scope, rows);
}
