import { type TermsRules, tierBase } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, present } from '@kolony/kernel';
import { canonical } from './canonical.ts';
import { toTerms } from './read-deal.ts';
import { effectiveFrom, type Terms } from './schema.ts';
import { addEvent } from './store.ts';

/**
 * Agreed once and reserved or owed to somebody, or worked towards since the first order (a tier, a bonus): no side
 * changes them alone.
 */
const FIXED = ['milestones', 'guarantee', 'partners', 'tiers', 'bonuses'] as const;
type Fixed = (typeof FIXED)[number];

/** The part that the new rules change and an amendment may not; the rate that tiers rise from is part of the tiers. */
export function changedFixedPart(before: TermsRules, after: TermsRules): Fixed | null {
  const changed = FIXED.find((rule) => canonical(before[rule] ?? null) !== canonical(after[rule] ?? null));
  return changed ?? (tierBase(before) === tierBase(after) ? null : 'tiers');
}

/** `deals/amend_not_allowed` {rule, field} when the new rules change what an amendment may not. */
export function assertAmendable(before: TermsRules, after: TermsRules): void {
  const rule = changedFixedPart(before, after);
  if (rule !== null) throw new KolonyError('deals/amend_not_allowed', 'invalid', { rule, field: rule });
}

/** Other rules with the parts that an amendment leaves as they are. */
export function withFixedParts(rules: TermsRules, agreed: TermsRules): TermsRules {
  const mixed = { ...rules };
  for (const rule of FIXED) delete mixed[rule];
  const kept = FIXED.flatMap((rule) => (agreed[rule] ? [[rule, agreed[rule]]] : []));
  return { ...mixed, ...Object.fromEntries(kept) };
}

/** Whether two rule sets say the same, word for word. */
export function sameRules(a: TermsRules, b: TermsRules): boolean {
  return canonical(a) === canonical(b);
}

export async function readTerms(tx: Tx, dealId: string): Promise<Terms[]> {
  const rows = await tx.terms.findMany({ where: { dealId }, orderBy: { version: 'asc' } });
  return rows.map(toTerms);
}

export interface Amendment {
  versions: readonly Terms[];
  rules: TermsRules;
  reason: string;
  at: Date;
}

/** Writes the next version with the same parties, and says when it comes into force. The deal's row is locked. */
export async function writeAmendment(
  tx: Tx,
  scope: BrandScope,
  { versions, rules, reason, at }: Amendment,
): Promise<Terms> {
  const newest = present(versions.at(-1), 'terms');
  const terms: Terms = {
    dealId: newest.dealId,
    version: newest.version + 1,
    rules,
    legs: newest.legs,
    effectiveFrom: effectiveFrom(versions, { rules, at }),
    acceptedAt: at,
    reason,
  };
  const { dealId, version } = terms;
  await tx.terms.create({ data: { ...terms, brandId: scope.brandId, acceptedBy: scope.actor } });
  const facts = { version, effectiveFrom: terms.effectiveFrom.toISOString(), reason };
  await addEvent(tx, { dealId, kind: 'amended', by: 'brand', at, facts });
  await audit(tx, scope, { action: 'deal.amended', subject: dealId, facts });
  return terms;
}
