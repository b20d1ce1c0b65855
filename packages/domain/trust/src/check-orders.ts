import type { SystemScope } from '@kolony/identity/schema';
import { after, MINUTE } from '@kolony/kernel';
import { readSignals, type SignalDeps } from './read-signals.ts';
import type { CheckedOrder, OrderToCheck } from './schema.ts';
import { scoreOrder } from './score-order.ts';

/** For so long after an order its click may still be on its way from a tracker's disk. */
const CLICK_ARRIVES_WITHIN = 2 * MINUTE;

/** Scores orders by what ClickHouse knows now; those whose click is still awaited are left out, for a later round. */
export async function checkOrders(
  deps: SignalDeps,
  scope: SystemScope,
  { orders, now }: { orders: readonly OrderToCheck[]; now: Date },
): Promise<CheckedOrder[]> {
  const signals = await readSignals(deps, scope, orders);
  return orders.flatMap((order) => {
    const seen = signals.get(order.conversionId);
    const awaited = order.click !== null && seen?.kind === null;
    if (!seen || (awaited && order.recordedAt > after(now, -CLICK_ARRIVES_WITHIN))) return [];
    return [{ order, ...scoreOrder(order, seen) }];
  });
}
