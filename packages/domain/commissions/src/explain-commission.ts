import { Decision } from '@kolony/attribution/schema';
import type { Deps } from '@kolony/db';
import type { BrandScope, KolScope } from '@kolony/identity/schema';
import { KolonyError, minor } from '@kolony/kernel';
import { entriesAbout, whereabouts } from '@kolony/ledger';
import { toCommission } from './commission.ts';
import { Derivation, type Explanation, RefundResult } from './schema.ts';
import { type CommissionFilter, selectCommissions } from './select-commissions.ts';

/** Why this amount, for the brand that pays it; `commissions/commission_not_found`. */
export async function explainCommission(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Explanation> {
  return explain(deps, { own: scope, id }, null);
}

/** Why this amount, for the KOL who earned it; other KOLs' touches are shown without saying whose they are. */
export async function explainEarning(
  deps: Deps,
  scope: KolScope,
  { id }: { id: string },
): Promise<Explanation> {
  return explain(deps, { own: scope, id }, scope.kolId);
}

async function explain(
  { db }: Deps,
  filter: CommissionFilter & { id: string },
  reader: string | null,
): Promise<Explanation> {
  const [row] = await selectCommissions(db, filter);
  if (!row) throw new KolonyError('commissions/commission_not_found', 'not_found', { id: filter.id });
  const [stored, conversion, places, entries] = await Promise.all([
    db.commission.findUniqueOrThrow({ where: { id: row.id }, select: { derivation: true } }),
    db.conversion.findUniqueOrThrow({
      where: { id: row.conversion_id },
      select: { decision: true, refunds: { orderBy: { recordedAt: 'asc' } } },
    }),
    whereabouts(db, [row.id]),
    entriesAbout(db, row.id),
  ]);
  const decision = Decision.parse(conversion.decision);
  return {
    commission: toCommission(row, places.get(row.id)),
    derivation: Derivation.parse(stored.derivation),
    decision: reader === null ? decision : pseudonymised(decision, reader),
    refunds: conversion.refunds.map((refund) => ({
      refundId: refund.refundId,
      amount: minor(refund.amount),
      taken:
        RefundResult.shape.adjustments.parse(refund.adjustments).find((a) => a.commissionId === row.id)
          ?.amount ?? 0,
      reason: refund.reason,
      at: refund.occurredAt,
    })),
    entries,
  };
}

/** A rival's touch keeps its instant and verdict, so the decision can be checked, and loses every name. */
function pseudonymised(decision: Decision, reader: string): Decision {
  const rivals = [...new Set(decision.touches.map((touch) => touch.kolId).filter((id) => id !== reader))];
  return {
    ...decision,
    touches: decision.touches.map((touch) => {
      if (touch.kolId === reader) return touch;
      const alias = `other_${rivals.indexOf(touch.kolId) + 1}`;
      return { ...touch, kolId: alias, dealId: '', linkId: '', campaignId: '', clickId: '' };
    }),
  };
}
