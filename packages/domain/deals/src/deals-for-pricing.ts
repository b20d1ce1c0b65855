import { AttributionRule, CampaignState, TermsRules } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import type { Terms } from './schema.ts';

/** What pricing an order needs to know of a deal. */
export interface DealForPricing {
  dealId: string;
  kolId: string;
  campaignId: string;
  campaignState: CampaignState;
  currency: Currency;
  attribution: AttributionRule;
  /** When Terms v1 came into force; null while the deal was never accepted. */
  activeFrom: Date | null;
  endedAt: Date | null;
  terms: Terms[];
}

/** The brand's deals among `dealIds`, with every Terms version. */
export async function dealsForPricing(tx: Tx, scope: BrandScope, dealIds: readonly string[]): Promise<DealForPricing[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx.deal.findMany({
    where: { brandId: scope.brandId, id: { in: [...dealIds] } },
    include: { terms: { orderBy: { version: 'asc' } }, campaign: { select: { state: true, currency: true, model: true, windowDays: true, codeRule: true } } },
  });
  return rows.map(({ id, kolId, campaignId, endedAt, campaign: { state, currency, ...attribution }, terms }) => ({
    dealId: id,
    kolId,
    campaignId,
    campaignState: CampaignState.parse(state),
    currency: Currency.parse(currency),
    attribution: AttributionRule.parse(attribution),
    activeFrom: terms[0]?.effectiveFrom ?? null,
    endedAt,
    terms: terms.map(({ dealId, version, rules, effectiveFrom, acceptedAt }) => ({ dealId, version, rules: TermsRules.parse(rules), effectiveFrom, acceptedAt })),
  }));
}
