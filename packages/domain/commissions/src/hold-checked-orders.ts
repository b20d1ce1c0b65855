import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { saveChecks } from '@kolony/trust';
import type { CheckedOrder } from '@kolony/trust/schema';
import { caseOfCheck, openCase } from './after-sale.ts';
import { lockConversion } from './conversion.ts';

/**
 * Keeps what was found about orders, and freezes the holds of those to be decided by a person: nothing of them becomes
 * payable, nothing is deleted. Returns how many orders are done; one that somebody else was faster with is not.
 */
export async function holdCheckedOrders(
  deps: Deps,
  scope: SystemScope,
  checks: readonly CheckedOrder[],
): Promise<number> {
  if (checks.length === 0) return 0;
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const locked = await tx.$queryRaw<{ id: string; order_id: string }[]>`
      SELECT id, order_id FROM conversions
      WHERE id = ANY(${checks.map(({ order }) => order.conversionId)}::text[]) AND checked_at IS NULL
      ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`;
    const orderIds = new Map(locked.map((row) => [row.id, row.order_id]));
    const mine = checks.filter(({ order }) => orderIds.has(order.conversionId));
    const held = await saveChecks(tx, { checks: mine, now });
    for (const { order, score, reasons } of held) {
      const { brandId, conversionId } = order;
      const conversion = await lockConversion(tx, { brandId }, orderIds.get(conversionId) ?? '');
      await openCase(
        tx,
        { brandId },
        { order: conversion, caseId: caseOfCheck(conversionId), occurredAt: now },
      );
      await audit(tx, scope, {
        action: 'order.held',
        subject: conversionId,
        brandId,
        facts: { score, reasons: reasons.map(({ code }) => code).join(' ') },
      });
    }
    await tx.conversion.updateMany({
      where: { id: { in: [...orderIds.keys()] } },
      data: { checkedAt: now },
    });
    return orderIds.size;
  });
}
