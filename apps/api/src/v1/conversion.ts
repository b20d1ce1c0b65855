import type { Commission, ConversionResult } from '@kolony/commissions/schema';
import { CommissionState, ConversionStatus } from '@kolony/commissions/schema';
import { z } from 'zod';

const Time = z.string();

export const CommissionBody = z.object({
  id: z.string(),
  order_id: z.string(),
  kol_id: z.string(),
  deal_id: z.string(),
  campaign_id: z.string(),
  terms_version: z.int(),
  rule: z.string(),
  base: z.int(),
  /** Basis points. */
  rate: z.int(),
  amount: z.int(),
  reversed: z.int(),
  currency: z.string(),
  state: CommissionState,
  refused_for: z.string().nullable(),
  hold_until: Time,
  /** Who is paid what of it; the parts sum to `amount`. */
  legs: z.array(z.object({ party: z.literal('kol'), id: z.string(), amount: z.int() })),
});

export function toCommissionBody(c: Commission): z.infer<typeof CommissionBody> {
  return {
    id: c.id,
    order_id: c.orderId,
    kol_id: c.kolId,
    deal_id: c.dealId,
    campaign_id: c.campaignId,
    terms_version: c.termsVersion,
    rule: c.rule,
    base: c.base,
    rate: c.rateBp,
    amount: c.amount,
    reversed: c.reversed,
    currency: c.currency,
    state: c.state,
    refused_for: c.refusedFor,
    hold_until: c.holdUntil.toISOString(),
    legs: c.refusedFor ? [] : [{ party: 'kol', id: c.kolId, amount: c.amount }],
  };
}

export const Conversion = z.object({
  id: z.string(),
  order_id: z.string(),
  status: ConversionStatus,
  amount: z.int(),
  currency: z.string(),
  attribution: z.object({
    model: z.string(),
    window_days: z.int().nullable(),
    winner: z.string().nullable(),
    touches: z.array(
      z.object({ click_id: z.string(), kol_id: z.string(), at: Time, share: z.number(), why: z.string() }),
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
      window_days: decision.windowDays,
      winner: decision.winner === null ? null : (decision.touches[decision.winner]?.clickId ?? null),
      touches: decision.touches.map((touch) => ({
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
