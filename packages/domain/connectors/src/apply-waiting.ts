import { type Deps, Prisma } from '@kolony/db';
import { brandScopeOf } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { after, DAY, isKolonyError } from '@kolony/kernel';
import { z } from 'zod';
import { applyLater } from './apply.ts';
import { LaterFact, type OrderName } from './facts.ts';
import { findOrder, nameOfOrder, type Shop } from './shop.ts';

/** An order that was placed before the shop was connected never comes. */
const PATIENCE = 30 * DAY;

/** How an order that is waited for is called. */
export const waitsFor = (name: OrderName) =>
  'orderId' in name ? `order:${name.orderId}` : `reference:${name.reference}`;

type Waiting = Prisma.ConnectionDeliveryGetPayload<object>;

/** Does what waited for this order, in the order in which it came. */
export async function applyWaitingOf(
  deps: Deps,
  shop: Shop,
  { orderId, reference }: { orderId: string; reference: string | null },
): Promise<void> {
  const names = [`order:${orderId}`, ...(reference === null ? [] : [`reference:${reference}`])];
  const rows = await deps.db.connectionDelivery.findMany({
    where: { connectionId: shop.id, outcome: 'waiting', waitsFor: { in: names } },
    orderBy: { no: 'asc' },
  });
  for (const row of rows) await applyOne(deps, shop, row);
}

async function applyOne(deps: Deps, shop: Shop, row: Waiting): Promise<boolean> {
  const facts = z.array(LaterFact).parse(row.facts);
  let orderId = row.orderId;
  try {
    for (const fact of facts) {
      const order = await findOrder(deps, shop, fact.of);
      if (!order) return false;
      orderId = nameOfOrder(shop, order.orderId);
      await applyLater(deps, shop, { fact, order });
    }
    await end(deps, row, { outcome: 'recorded', why: null, orderId });
    return true;
  } catch (error) {
    if (mayCome(error)) return false;
    if (!isKolonyError(error) || error.kind === 'unavailable') throw error;
    await end(deps, row, { outcome: 'refused', why: error.code, orderId });
    return true;
  }
}

/** Of a chargeback that was won back the taking may come later, and so may the money to give it again. */
export const mayCome = (error: unknown) =>
  isKolonyError(error) && ['commissions/refund_not_found', 'ledger/insufficient_funds'].includes(error.code);

async function end(
  { db }: Deps,
  { no }: Waiting,
  data: { outcome: 'recorded' | 'refused'; why: string | null; orderId: string | null },
): Promise<void> {
  await db.connectionDelivery.update({
    where: { no },
    data: { ...data, waitsFor: null, facts: Prisma.DbNull },
  });
}

/**
 * Does what waited for an order that is there by now, and gives up what waited for thirty days. Returns how many were
 * settled. The order itself calls up what waits for it; this is for what fell between the two.
 */
export async function applyWaiting(
  deps: Deps,
  system: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const before = after(deps.clock.now(), -PATIENCE);
  const found = await deps.db.$queryRaw<{ no: bigint }[]>`
    SELECT d.no FROM connection_deliveries d
    WHERE d.outcome = 'waiting' AND (d.received_at < ${before}
      OR EXISTS (SELECT FROM connection_orders o WHERE o.connection_id = d.connection_id
        AND d.waits_for LIKE 'order:%' AND o.order_id = substr(d.waits_for, 7))
      OR EXISTS (SELECT FROM connection_orders o WHERE o.connection_id = d.connection_id
        AND d.waits_for LIKE 'reference:%' AND o.reference = substr(d.waits_for, 11)))
    ORDER BY random() LIMIT ${limit}`;
  const rows = await deps.db.connectionDelivery.findMany({
    where: { no: { in: found.map(({ no }) => no) }, outcome: 'waiting' },
    orderBy: { no: 'asc' },
    include: { connection: true },
  });
  let settled = 0;
  for (const row of rows) {
    const { brandId, connection, orderId } = row;
    const scope = await brandScopeOf(deps, system, { brandId });
    const shop = { id: row.connectionId, orderPrefix: connection.orderPrefix, scope };
    if (await applyOne(deps, shop, row)) settled += 1;
    else if (row.receivedAt < before) {
      await end(deps, row, { outcome: 'refused', why: 'connectors/order_never_came', orderId });
      settled += 1;
    }
  }
  return settled;
}
