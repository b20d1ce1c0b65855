import { Decision } from '@kolony/attribution/schema';
import type { Deps } from '@kolony/db';
import { Leg } from '@kolony/deals/schema';
import { partyOf } from '@kolony/identity';
import type { BrandScope, PayeeScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import { entriesAbout, whereabouts } from '@kolony/ledger';
import { z } from 'zod';
import { type CommissionRow, toCommission } from './commission.ts';
import { Derivation, type Explanation, NewRefund, RefundResult } from './schema.ts';
import { type CommissionFilter, selectCommissions } from './select-commissions.ts';

/** Why this amount, for the brand that pays it; `commissions/commission_not_found`. */
export async function explainCommission(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Explanation> {
  return explain(deps, { own: { brandId: scope.brandId }, id }, 'the brand');
}

/**
 * Why this amount, for the KOL or the agency who earned it: the touches of other KOLs than the commission's own are
 * shown without saying whose they are. `commissions/commission_not_found`.
 */
export async function explainEarning(
  deps: Deps,
  scope: PayeeScope,
  { id }: { id: string },
): Promise<Explanation> {
  return explain(deps, { own: { party: partyOf(scope) }, id }, 'a payee');
}

async function explain(
  { db }: Deps,
  filter: CommissionFilter & { id: string },
  reader: 'the brand' | 'a payee',
): Promise<Explanation> {
  const [row] = await selectCommissions(db, filter);
  if (!row) throw new KolonyError('commissions/commission_not_found', 'not_found', { id: filter.id });
  const [conversion, places, entries, legs] = await Promise.all([
    row.conversion_id === null
      ? null
      : db.conversion.findUniqueOrThrow({
          where: { id: row.conversion_id },
          select: {
            decision: true,
            currency: true,
            refunds: { orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }] },
          },
        }),
    whereabouts(db, [row.id]),
    entriesAbout(db, row.id),
    legsBeside(db, row),
  ]);
  const decision = conversion ? Decision.parse(conversion.decision) : null;
  return {
    commission: toCommission(row, places.get(row.id)),
    derivation: Derivation.parse(row.derivation),
    decision: decision && reader === 'a payee' ? pseudonymised(decision, row.kol_id) : decision,
    refunds: (conversion?.refunds ?? []).map((refund) => ({
      refundId: refund.refundId,
      kind: NewRefund.shape.kind.parse(refund.kind),
      amount: minor(refund.amount),
      currency: Currency.parse(conversion?.currency),
      taken:
        RefundResult.shape.adjustments.parse(refund.adjustments).find((a) => a.commissionId === row.id)
          ?.amount ?? 0,
      reason: refund.reason,
      at: refund.occurredAt,
      wonBackAt: refund.wonBackAt,
    })),
    legs,
    entries,
  };
}

/** What the other parties of the same waterfall got, by the names in the Terms that priced it. */
async function legsBeside(db: Deps['db'], row: CommissionRow): Promise<Explanation['legs']> {
  const [rows, terms] = await Promise.all([
    db.commission.findMany({
      where: { dealId: row.deal_id, sourceKey: row.source_key, NOT: { id: row.id } },
      select: { party: true, amount: true },
    }),
    db.terms.findUniqueOrThrow({
      where: { dealId_version: { dealId: row.deal_id, version: row.terms_version } },
      select: { legs: true },
    }),
  ]);
  const names = new Map(
    z
      .array(Leg)
      .parse(terms.legs)
      .map((leg) => [leg.party, leg.name]),
  );
  return rows.map(({ party, amount }) => ({ party, name: names.get(party) ?? '', amount: minor(amount) }));
}

/** A rival's touch keeps its instant and verdict, so the decision can be checked, and loses every name. */
function pseudonymised(decision: Decision, kolId: string): Decision {
  const rivals = [...new Set(decision.touches.map((touch) => touch.kolId).filter((id) => id !== kolId))];
  return {
    ...decision,
    touches: decision.touches.map((touch) => {
      if (touch.kolId === kolId) return touch;
      const alias = `other_${rivals.indexOf(touch.kolId) + 1}`;
      return { ...touch, kolId: alias, dealId: '', linkId: null, campaignId: '', clickId: '' };
    }),
  };
}
