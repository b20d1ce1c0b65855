import type { ConversionResult, Commission as StoredCommission } from '@kolony/commissions/schema';
import type { Commission, Conversion } from '@kolony/rest/schema';

export function toCommissionBody(c: StoredCommission): Commission {
  return {
    id: c.id,
    source: c.source,
    order_id: c.orderId,
    kol_id: c.kolId,
    deal_id: c.dealId,
    campaign_id: c.campaignId,
    party: c.party,
    terms_version: c.termsVersion,
    rule: c.rule,
    base: c.base,
    rate: c.rateBp,
    outlay: c.outlay,
    amount: c.amount,
    reversed: c.reversed,
    currency: c.currency,
    state: c.state,
    refused_for: c.refusedFor,
    hold_until: c.holdUntil.toISOString(),
    frozen: c.frozen,
  };
}

export function toConversion(result: ConversionResult): Conversion {
  const { decision } = result;
  return {
    id: result.id,
    order_id: result.orderId,
    status: result.status,
    amount: result.amount,
    currency: result.currency,
    attribution: {
      model: decision.model,
      code_rule: decision.codeRule,
      window_days: decision.windowDays,
      winner: decision.winner === null ? null : (decision.touches[decision.winner]?.clickId ?? null),
      touches: decision.touches.map((touch) => ({
        kind: touch.kind,
        click_id: touch.clickId,
        kol_id: touch.kolId,
        at: touch.at.toISOString(),
        share: touch.shareBp / 10_000,
        why: touch.verdict,
      })),
      refused: decision.refusedClicks.map(({ clickId, reason }) => ({ click_id: clickId, why: reason })),
    },
    commissions: result.commissions.map(toCommissionBody),
    replayed: result.replayed,
  };
}
