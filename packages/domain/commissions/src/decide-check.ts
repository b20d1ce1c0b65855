import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { decideCheck } from '@kolony/trust';
import { caseOfCheck, closeCase } from './after-sale.ts';
import { type LockedConversion, lockConversion } from './conversion.ts';
import { refundWithin } from './record-refund.ts';
import type { HeldOrderDecision } from './schema.ts';

/**
 * A person's decision on a held order. Released: the hold goes on, later by as long as it stood still. Refused: all of
 * the order's commissions are taken back by a reversal; the order stays, with its reasons. Once decided it stays so.
 *
 * `commissions/order_not_found`, `trust/not_held`.
 */
export async function decideHeldOrder(
  deps: Deps,
  scope: BrandScope,
  { conversionId, decision, note }: HeldOrderDecision,
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const row = await tx.conversion.findFirst({ where: { id: conversionId, brandId: scope.brandId } });
    if (!row) throw new KolonyError('commissions/order_not_found', 'not_found', { order_id: conversionId });
    const order = await lockConversion(tx, scope, row.orderId);
    const check = await decideCheck(tx, scope, { conversionId, decision, note, now });
    if (decision === 'refused') await takeBack(tx, scope, { order, now });
    const caseId = caseOfCheck(conversionId);
    await closeCase(tx, scope, { order: { ...order }, caseId, occurredAt: now });
    await audit(tx, scope, {
      action: `order.${decision}`,
      subject: conversionId,
      facts: { score: check.score, reasons: check.reasons.map(({ code }) => code).join(' '), note },
    });
  });
}

/** What is left of the order, by the way that refunds take: pending money goes back, paid money becomes a debt. */
async function takeBack(
  tx: Tx,
  scope: BrandScope,
  { order, now }: { order: LockedConversion; now: Date },
): Promise<void> {
  const amount = order.amount - order.refunded;
  if (amount === 0) return;
  await refundWithin(tx, scope, {
    refund: {
      refundId: caseOfCheck(order.id),
      orderId: order.orderId,
      amount,
      items: [],
      kind: 'refund',
      occurredAt: now,
      reason: 'order_refused',
    },
    now,
  });
}
