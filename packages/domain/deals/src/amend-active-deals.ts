import { TermsRules } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { present } from '@kolony/kernel';
import { changedFixedPart, readTerms, sameRules, withFixedParts, writeAmendment } from './amendment.ts';
import type { Terms } from './schema.ts';

export interface OfferChange {
  campaignId: string;
  /** The campaign's offer until now: deals that agreed on terms of their own keep them. */
  before: TermsRules;
  rules: TermsRules;
  reason: string;
  at: Date;
}

/**
 * When a campaign's offer changes, its agreed deals follow, each by a new Terms version under the rate lock, unless what
 * they agreed on was not that offer. Fixed fee, guarantee and partners stay as each deal has them. The caller holds the
 * campaign; deals are locked in the order of their ids. Answers the versions written.
 */
export async function amendActiveDeals(
  tx: Tx,
  scope: BrandScope,
  { campaignId, before, rules, reason, at }: OfferChange,
): Promise<Terms[]> {
  const deals = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM deals
    WHERE campaign_id = ${campaignId} AND brand_id = ${scope.brandId} AND state IN ('active', 'paused')
    ORDER BY id FOR NO KEY UPDATE`;
  const written: Terms[] = [];
  for (const { id } of deals) {
    const versions = await readTerms(tx, id);
    const { rules: agreed } = present(versions.at(-1), 'terms');
    if (!sameRules(agreed, withFixedParts(before, agreed))) continue;
    const next = withFixedParts(rules, agreed);
    // An offer of a fixed fee alone leaves a deal that agreed on none with nothing: it keeps what it has.
    if (sameRules(agreed, next) || !TermsRules.safeParse(next).success) continue;
    // Tiers rise from the general rate: where there are any, it stays too.
    if (changedFixedPart(agreed, next)) continue;
    written.push(await writeAmendment(tx, scope, { versions, rules: next, reason, at }));
  }
  return written;
}
