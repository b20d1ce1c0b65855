import { decideHeldOrder, holdCheckedOrders, listHeldOrders, ordersToCheck } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import { checkOrders, type SignalDeps } from '@kolony/trust';
import type { DemoCast } from './cast-all.ts';

/** The orders of the last days, the suspicious ones among them; the worker looks at the others once it runs. */
const NEWEST = 200;

/** Trust looks at the newest orders, and the owners have decided about one of what it held each. */
export async function checkNewest(
  { deps, cast }: { deps: Deps; cast: DemoCast },
  signals: SignalDeps,
): Promise<void> {
  const scope = systemScope('seed');
  const orders = await ordersToCheck(deps, scope, { limit: NEWEST });
  await holdCheckedOrders(deps, scope, await checkOrders(signals, scope, { orders, now: deps.clock.now() }));
  for (const [code, decision, note] of DECIDED)
    for (const { scope: brand } of cast.brands.values()) {
      const held = (await listHeldOrders(deps, brand, { state: 'held' })).data;
      const order = held.find(({ reasons }) => reasons.some((reason) => reason.code === code));
      if (order) await decideHeldOrder(deps, brand, { conversionId: order.conversionId, decision, note });
    }
}

const DECIDED = [
  ['visitor_flood', 'refused', '同一设备半小时内点了七十多次，不算真实订单。'],
  [
    'late_click',
    'released',
    'Both links were shared that day; the customer says the second video convinced her.',
  ],
] as const;
