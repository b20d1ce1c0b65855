import { AttributionRule, CampaignState } from '@kolony/campaigns/schema';
import type { Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import { z } from 'zod';
import { Terms } from './schema.ts';

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

interface Row {
  id: string;
  kol_id: string;
  campaign_id: string;
  ended_at: Date | null;
  state: string;
  currency: string;
  model: string;
  window_days: number;
  code_rule: string;
  terms: unknown;
}

const StoredTerms = z.array(Terms.extend({ effectiveFrom: z.coerce.date(), acceptedAt: z.coerce.date() }));

/** The brand's deals among `dealIds`, with every Terms version; one query, since every order asks it. */
export async function dealsForPricing(
  tx: Tx,
  scope: BrandScope,
  dealIds: readonly string[],
): Promise<DealForPricing[]> {
  if (dealIds.length === 0) return [];
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.kol_id, d.campaign_id, d.ended_at, c.state, c.currency, c.model, c.window_days, c.code_rule,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('dealId', t.deal_id, 'version', t.version, 'rules', t.rules,
          'effectiveFrom', t.effective_from, 'acceptedAt', t.accepted_at) ORDER BY t.version)
        FROM terms t WHERE t.deal_id = d.id
      ), '[]') AS terms
    FROM deals d JOIN campaigns c ON c.id = d.campaign_id
    WHERE d.brand_id = ${scope.brandId} AND d.id = ANY(${[...dealIds]}::text[])`;
  return rows.map((row) => {
    const terms = StoredTerms.parse(row.terms);
    return {
      dealId: row.id,
      kolId: row.kol_id,
      campaignId: row.campaign_id,
      campaignState: CampaignState.parse(row.state),
      currency: Currency.parse(row.currency),
      attribution: AttributionRule.parse({
        model: row.model,
        windowDays: row.window_days,
        codeRule: row.code_rule,
      }),
      activeFrom: terms[0]?.effectiveFrom ?? null,
      endedAt: row.ended_at,
      terms,
    };
  });
}
