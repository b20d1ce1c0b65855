import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { RULES_VERSION } from './rules.ts';
import { type CheckedOrder, type CheckState, OrderCheck } from './schema.ts';

/** Writes what was found about orders; one that was checked before stays as it is. Returns the new ones that are held. */
export async function saveChecks(
  tx: Tx,
  { checks, now }: { checks: readonly CheckedOrder[]; now: Date },
): Promise<CheckedOrder[]> {
  const rows = checks
    .filter(({ score }) => score > 0)
    .map(({ order, score, reasons, hold }) => ({
      conversion: order.conversionId,
      brand: order.brandId,
      score,
      reasons,
      state: (hold ? 'held' : 'noted') satisfies CheckState,
    }));
  if (rows.length === 0) return [];
  const saved = await tx.$queryRaw<{ conversion_id: string }[]>`
    INSERT INTO order_checks (conversion_id, brand_id, state, score, reasons, rules_version, checked_at)
    SELECT r.conversion, r.brand, r.state, r.score, r.reasons, ${RULES_VERSION}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r(conversion text, brand text, state text, score int, reasons jsonb)
    ORDER BY r.conversion ON CONFLICT DO NOTHING RETURNING conversion_id`;
  const fresh = new Set(saved.map((row) => row.conversion_id));
  return checks.filter(({ order, hold }) => hold && fresh.has(order.conversionId));
}

/** Writes a person's decision on a held order, whose row the caller has locked. `trust/not_held`: there is none to make. */
export async function decideCheck(
  tx: Tx,
  scope: BrandScope,
  of: { conversionId: string; decision: 'released' | 'refused'; note: string; now: Date },
): Promise<OrderCheck> {
  const { conversionId, decision, note, now } = of;
  const { count } = await tx.orderCheck.updateMany({
    where: { conversionId, brandId: scope.brandId, state: 'held' },
    data: { state: decision, decidedAt: now, decidedBy: scope.actor, note },
  });
  if (count === 0) throw new KolonyError('trust/not_held', 'conflict', { conversion_id: conversionId });
  return OrderCheck.parse(await tx.orderCheck.findUnique({ where: { conversionId } }));
}
