import { type Deps, enqueue, inTransaction, type Tx } from '@kolony/db';
import { dealsForPricing } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { minor, present } from '@kolony/kernel';
import { moveHolds } from './after-sale.ts';
import { eventOrder, type LockedConversion, lockConversion } from './conversion.ts';
import { orderEvent } from './events.ts';
import { holdOf } from './hold.ts';
import { readResults } from './read-results.ts';
import { refundWithin } from './record-refund.ts';
import type { ConversionResult } from './schema.ts';
import { selectCommissions } from './select-commissions.ts';

export interface StatusChange {
  orderId: string;
  status: 'paid' | 'completed' | 'cancelled';
  occurredAt: Date;
}

const RANK = { placed: 0, paid: 1, completed: 2, cancelled: 3 } as const;

/**
 * Moves an order forward. Shops send events late and twice: a step that was already reached changes nothing. Payment
 * starts the hold's clock, receipt (`completed`) sets its end, cancellation refunds what is left of the order.
 * Error: `commissions/order_not_found`.
 */
export async function setConversionStatus(
  deps: Deps,
  scope: BrandScope,
  change: StatusChange,
): Promise<ConversionResult> {
  await inTransaction(deps.db, async (tx) => {
    const order = await lockConversion(tx, scope, change.orderId);
    if (RANK[change.status] <= RANK[order.status]) return;
    if (change.status === 'cancelled') await cancel(tx, scope, { order, change, now: deps.clock.now() });
    else await advance(tx, scope, { order, change: { ...change, status: change.status } });
    await tx.conversion.update({
      where: { id: order.id },
      data: {
        status: change.status,
        ...(change.status === 'completed' ? { completedAt: change.occurredAt } : {}),
      },
    });
  });
  const { result } = present(
    (await readResults(deps.db, scope, [change.orderId])).get(change.orderId),
    'conversion',
  );
  return { ...result, replayed: false };
}

async function cancel(
  tx: Tx,
  scope: BrandScope,
  { order, change, now }: { order: LockedConversion; change: StatusChange; now: Date },
): Promise<void> {
  const amount = order.amount - order.refunded;
  if (amount === 0) return;
  const refund = {
    refundId: `cancel:${order.orderId}`,
    orderId: order.orderId,
    amount,
    items: [],
    kind: 'refund' as const,
    occurredAt: change.occurredAt,
    reason: 'cancelled',
  };
  await refundWithin(tx, scope, { refund, now });
}

async function advance(
  tx: Tx,
  scope: BrandScope,
  { order, change }: { order: LockedConversion; change: StatusChange & { status: 'paid' | 'completed' } },
): Promise<void> {
  const rows = await selectCommissions(tx, { own: scope, conversionIds: [order.id] });
  const dealIds = [...new Set(rows.map((row) => row.deal_id))];
  const deals = new Map(
    (await dealsForPricing(tx, scope, { ids: dealIds })).map((deal) => [deal.dealId, deal]),
  );
  const completedAt = change.status === 'completed' ? change.occurredAt : order.completedAt;
  await moveHolds(
    tx,
    order,
    rows
      .filter((row) => row.settled_at === null)
      .map((row) => {
        const { terms } = present(deals.get(row.deal_id), 'deal');
        const { rules } = present(
          terms.find(({ version }) => version === row.terms_version),
          'terms',
        );
        return { id: row.id, due: holdOf({ occurredAt: order.occurredAt, completedAt }, rules).until };
      }),
  );
  const reached =
    change.status === 'completed' && order.status === 'placed'
      ? (['paid', 'completed'] as const)
      : [change.status];
  const carriers = rows.filter((row) => row.party === `kol:${row.kol_id}`);
  await enqueue(
    tx,
    carriers.flatMap((row) =>
      reached.map((state) =>
        orderEvent(eventOrder(scope.brandId, row, order), state, {
          key: `${order.id}:${row.deal_id}`,
          orders: row.deal_id === order.decidingDeal ? 1 : 0,
          amount: minor(row.base),
          at: change.occurredAt,
        }),
      ),
    ),
  );
}
