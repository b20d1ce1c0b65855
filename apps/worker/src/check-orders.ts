import { holdCheckedOrders, ordersToCheck } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { checkOrders, type SignalDeps } from '@kolony/trust';

/** Read together, and frozen in one transaction. */
const ROUND = 200;

/** Looks at new orders a few seconds after they were recorded; returns how many are done. Money never waits for it. */
export async function checkNewOrders(deps: Deps & SignalDeps): Promise<number> {
  const scope = systemScope('worker');
  const orders = await ordersToCheck(deps, scope, { limit: ROUND });
  if (orders.length === 0) return 0;
  const checked = await checkOrders(deps, scope, { orders, now: deps.clock.now() });
  return holdCheckedOrders(deps, scope, checked);
}
