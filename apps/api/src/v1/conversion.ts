import type { Commission, ConversionResult } from '@kolony/commissions/schema';
import { CommissionSource, CommissionState, ConversionStatus } from '@kolony/commissions/schema';
import { z } from 'zod';

const Time = z.string();

/** One party's part of what a deal earned from one source: an order, a milestone, a day of clicks, or a reward. */
export const CommissionBody = z.object({
  id: z.string(),
  source: CommissionSource,
  order_id: z.string().nullable(),
  kol_id: z.string(),
  deal_id: z.string(),
  campaign_id: z.string(),
  /** Whose money: kol:<id> or agency:<id>. */
  party: z.string(),
  terms_version: z.int(),
  rule: z.string(),
  base: z.int(),
  /** Basis points, where one percentage made it. */
  rate: z.int().nullable(),
  /** What all parties together got. */
  outlay: z.int(),
  amount: z.int(),
  reversed: z.int(),
  currency: z.string(),
  state: CommissionState,
  refused_for: z.string().nullable(),
  hold_until: Time,
  frozen: z.boolean(),
});

export function toCommissionBody(c: Commission): z.infer<typeof CommissionBody> {
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

export const Conversion = z.object({
  id: z.string(),
  order_id: z.string(),
  status: ConversionStatus,
  amount: z.int(),
  currency: z.string(),
  attribution: z.object({
    model: z.string().nullable(),
    code_rule: z.string().nullable(),
    window_days: z.int().nullable(),
    /** The deciding touch: a click id, or a coupon's code. */
    winner: z.string().nullable(),
    touches: z.array(
      z.object({
        kind: z.enum(['click', 'code']),
        /** Of a code the code itself. */
        click_id: z.string(),
        kol_id: z.string(),
        at: Time,
        share: z.number(),
        why: z.string(),
      }),
    ),
    refused: z.array(z.object({ click_id: z.string(), why: z.string() })),
  }),
  commissions: z.array(CommissionBody),
  replayed: z.boolean(),
});

export function toConversion(result: ConversionResult): z.infer<typeof Conversion> {
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
