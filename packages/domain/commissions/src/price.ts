import type { JudgedTouch } from '@kolony/attribution/schema';
import type { Terms } from '@kolony/deals/schema';
import { type Currency, KolonyError, mulDiv } from '@kolony/kernel';
import { holdOf } from './hold.ts';
import type { Derivation } from './schema.ts';

/** The order as pricing sees it; `amount` is the commissionable base in minor units. */
export interface PricedOrder {
  orderId: string;
  amount: number;
  currency: Currency;
  occurredAt: Date;
  completedAt: Date | null;
}

export interface Priced {
  rule: 'cps';
  terms: Terms;
  currency: Currency;
  base: number;
  rateBp: number;
  amount: number;
  holdUntil: Date;
  derivation: Derivation;
}

/** The version in force at an instant: the newest whose `effectiveFrom` is not after it. */
export function termsAt(terms: readonly Terms[], at: Date): Terms {
  const inForce = terms
    .filter((version) => version.effectiveFrom <= at)
    .sort((a, b) => b.version - a.version)[0];
  if (!inForce) throw new KolonyError('commissions/no_terms', 'internal', { at: at.toISOString() });
  return inForce;
}

/**
 * What one winning touch earned on one order, and why, step by step. Pure: the same order, touch and Terms always give
 * the same commission and the same derivation. CPS: round(base × share × rate), half away from zero, minor units.
 */
export function price(order: PricedOrder, touch: JudgedTouch, terms: readonly Terms[]): Priced {
  const version = termsAt(terms, touch.at);
  const [earning] = version.rules.earnings;
  if (!earning) throw new KolonyError('commissions/no_terms', 'internal', { dealId: touch.dealId });
  const { rateBp } = earning;
  const { currency } = order;
  const base = touch.shareBp === 10_000 ? order.amount : mulDiv(order.amount, touch.shareBp, 10_000);
  const amount = mulDiv(base, rateBp, 10_000);
  const hold = holdOf(order, version.rules);
  return {
    rule: 'cps',
    terms: version,
    currency,
    base,
    rateBp,
    amount,
    holdUntil: hold.until,
    derivation: {
      rulesVersion: 1,
      steps: [
        { kind: 'order', orderId: order.orderId, amount: order.amount, currency, at: order.occurredAt },
        {
          kind: 'touch',
          clickId: touch.clickId,
          linkId: touch.linkId,
          at: touch.at,
          windowEndsAt: touch.windowEndsAt,
        },
        {
          kind: 'terms',
          dealId: version.dealId,
          version: version.version,
          effectiveFrom: version.effectiveFrom,
        },
        { kind: 'share', shareBp: touch.shareBp },
        { kind: 'base', amount: base, currency },
        { kind: 'rate', rateBp },
        { kind: 'amount', amount, currency },
        {
          kind: 'hold',
          receiptAt: hold.receiptAt,
          receiptAssumed: hold.receiptAssumed,
          days: hold.days,
          until: hold.until,
        },
      ],
    },
  };
}

/**
 * How much of a commission is taken back once `refunded` of an order's `amount` was refunded, in total and not per
 * refund: round(commission × refunded ÷ amount). The pieces of several refunds therefore always sum exactly.
 */
export function reversedFor(commission: number, order: { amount: number; refunded: number }): number {
  return mulDiv(commission, order.refunded, order.amount);
}
