import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { checkDueAgreements, raiseAlerts } from '@kolony/reports';
import type { Warehouse } from '@kolony/warehouse';
import type { Log } from './log.ts';

type WatchDeps = Deps & { warehouse: Warehouse };

/** Compares both stores of the workspaces whose turn it is; what differs is in the log, and on the brand's own screen. */
export async function checkStores(deps: WatchDeps, log: Log): Promise<number> {
  const checked = await checkDueAgreements(deps, systemScope('worker'));
  for (const { brandId, different } of checked)
    if (different > 0) log.error('the event store differs from the books', { brand: brandId, different });
  return checked.length;
}

/** Looks at the days that are over for what is not like the weeks before. */
export async function lookForUnusual(deps: WatchDeps): Promise<number> {
  return raiseAlerts(deps, systemScope('worker'));
}
