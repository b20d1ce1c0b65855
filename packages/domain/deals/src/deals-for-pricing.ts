import { AttributionRule, CampaignState } from '@kolony/campaigns/schema';
import type { Sql } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import { z } from 'zod';
import { DealState, Terms } from './schema.ts';

/** A time in which clicks earn nothing; `to` null: it still runs. */
export interface PausedInterval {
  from: Date;
  to: Date | null;
}

/** What pricing an order needs to know of a deal. */
export interface DealForPricing {
  dealId: string;
  kolId: string;
  kolName: string;
  campaignId: string;
  campaignName: string;
  state: DealState;
  campaignState: CampaignState;
  currency: Currency;
  attribution: AttributionRule;
  /** When Terms v1 came into force; null while the deal was never accepted. */
  activeFrom: Date | null;
  /** When it was ended or terminated. */
  endedAt: Date | null;
  /** Since when it is paused; null unless it is. */
  pausedAt: Date | null;
  /** Oldest first, the running one last. */
  paused: PausedInterval[];
  terms: Terms[];
}

interface Row {
  id: string;
  kol_id: string;
  kol_name: string;
  campaign_id: string;
  campaign_name: string;
  deal_state: string;
  ended_at: Date | null;
  paused_at: Date | null;
  state: string;
  currency: string;
  model: string;
  window_days: number;
  code_rule: string;
  terms: unknown;
  pauses: unknown;
}

const StoredTerms = z.array(Terms.extend({ effectiveFrom: z.coerce.date(), acceptedAt: z.coerce.date() }));
const StoredPauses = z.array(z.object({ kind: z.enum(['paused', 'resumed']), at: z.coerce.date() }));

/** Deals by their ids, or by the numbers that click tokens carry. */
export interface WantedDeals {
  ids?: readonly string[];
  nos?: readonly number[];
}

/** The brand's deals among these, with every Terms version; one query, since every order asks it. */
export async function dealsForPricing(
  tx: Sql,
  scope: BrandScope,
  { ids = [], nos = [] }: WantedDeals,
): Promise<DealForPricing[]> {
  if (ids.length + nos.length === 0) return [];
  const rows = await tx.$queryRaw<Row[]>`
    SELECT d.id, d.kol_id, k.display_name AS kol_name, d.campaign_id, c.name AS campaign_name, d.state AS deal_state, d.ended_at, d.paused_at,
      c.state, c.currency, c.model, c.window_days, c.code_rule,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('dealId', t.deal_id, 'version', t.version, 'rules', t.rules, 'legs', t.legs,
          'effectiveFrom', t.effective_from, 'acceptedAt', t.accepted_at, 'reason', t.reason) ORDER BY t.version)
        FROM terms t WHERE t.deal_id = d.id
      ), '[]') AS terms,
      coalesce((
        SELECT jsonb_agg(jsonb_build_object('kind', e.kind, 'at', e.at) ORDER BY e.id)
        FROM deal_events e WHERE e.deal_id = d.id AND e.kind IN ('paused', 'resumed')
      ), '[]') AS pauses
    FROM deals d JOIN campaigns c ON c.id = d.campaign_id JOIN kols k ON k.id = d.kol_id
    WHERE d.brand_id = ${scope.brandId} AND (d.id = ANY(${[...ids]}::text[]) OR d.no = ANY(${[...nos]}::bigint[]))`;
  return rows.map((row) => {
    const terms = StoredTerms.parse(row.terms);
    return {
      dealId: row.id,
      kolId: row.kol_id,
      kolName: row.kol_name,
      campaignId: row.campaign_id,
      campaignName: row.campaign_name,
      state: DealState.parse(row.deal_state),
      campaignState: CampaignState.parse(row.state),
      currency: Currency.parse(row.currency),
      attribution: AttributionRule.parse({
        model: row.model,
        windowDays: row.window_days,
        codeRule: row.code_rule,
      }),
      activeFrom: terms[0]?.effectiveFrom ?? null,
      endedAt: row.ended_at,
      pausedAt: row.paused_at,
      paused: pausedIntervals(StoredPauses.parse(row.pauses), row.ended_at),
      terms,
    };
  });
}

/** A pause lasts until the next resume, or until the deal's end. */
function pausedIntervals(events: z.infer<typeof StoredPauses>, endedAt: Date | null): PausedInterval[] {
  return events.flatMap(({ kind, at }, index) =>
    kind === 'paused' ? [{ from: at, to: events[index + 1]?.at ?? endedAt }] : [],
  );
}

/**
 * Whether a click or a code at this instant earns under the deal: it is agreed, not over, and not paused at that time.
 * Later moves do not take back what an earlier touch may earn.
 */
export function earnsAt(
  { activeFrom, endedAt, paused }: Pick<DealForPricing, 'activeFrom' | 'endedAt' | 'paused'>,
  at: Date,
): boolean {
  if (activeFrom === null || at < activeFrom || (endedAt !== null && at >= endedAt)) return false;
  return !paused.some(({ from, to }) => at >= from && (to === null || at < to));
}
