import type {
  Check,
  ConversionResult,
  NewConversion,
  Commission as RoomCommission,
} from '@kolony/commissions/schema';
import { isKolonyError, type KolonyError } from '@kolony/kernel';
import type { z } from 'zod';
import { refusal } from './problems.ts';
import {
  type Commission,
  type Conversion,
  type ConversionRequest,
  type Problem,
  TestEvent,
} from './schema.ts';
import { snakeCased } from './snake-case.ts';

export {
  invalid,
  invalidBody,
  problem,
  type ReadOrder,
  readJson,
  readOrder,
  readOrderText,
  refusal,
} from './problems.ts';
export { camelCased, snakeCased } from './snake-case.ts';

/** Between the wire's words and the rooms', for whoever answers /v1 or shows what it would answer. */

/** What a click id proves; tracking's `readClickToken` with the installation's keys. */
export type ReadClick = (
  clickId: string,
) => { ok: true; linkNo: number; dealNo: number; at: Date } | { ok: false; reason: 'malformed' | 'forged' };

export function toNewConversion(
  body: z.output<typeof ConversionRequest>,
  readClick: ReadClick,
): NewConversion {
  const ids = new Set([...(body.touches ?? []), ...(body.click_id ? [body.click_id] : [])]);
  const clicks = [...ids].map((clickId) => ({ clickId, read: readClick(clickId) }));
  return {
    orderId: body.order_id,
    amount: body.amount,
    currency: body.currency,
    ...(body.fx ? { fx: body.fx } : {}),
    status: body.status,
    occurredAt: body.occurred_at,
    touches: clicks.flatMap(({ clickId, read }) => {
      if (!read.ok) return [];
      const { linkNo, dealNo, at } = read;
      return { clickId, linkNo, dealNo, at };
    }),
    refusedClicks: clicks.flatMap(({ clickId, read }) => (read.ok ? [] : { clickId, reason: read.reason })),
    ...(body.coupon_code ? { couponCode: body.coupon_code } : {}),
    ...(body.customer_id ? { customerId: body.customer_id } : {}),
    ...(body.customer_is_new === undefined ? {} : { customerIsNew: body.customer_is_new }),
    items: body.items,
    ...(body.discount === undefined ? {} : { discount: body.discount }),
    ...(body.shipping === undefined ? {} : { shipping: body.shipping }),
    ...(body.tax === undefined ? {} : { tax: body.tax }),
    ...(body.store_id ? { storeId: body.store_id } : {}),
    metadata: body.metadata,
  };
}

export function toCommission(c: RoomCommission): Commission {
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
    discount: result.discount,
    shipping: result.shipping,
    tax: result.tax,
    store_id: result.storeId,
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
    commissions: result.commissions.map(toCommission),
    replayed: result.replayed,
  };
}

interface Tried {
  outcome: ConversionResult | KolonyError;
  checks: Check[];
  explanations: readonly { commission: { id: string }; derivation: { steps: readonly object[] } }[];
}

/** What a tried order would have been answered. */
export function toTestEvent({ outcome, checks, explanations }: Tried): TestEvent {
  const problem = isKolonyError(outcome) ? refusal(outcome) : null;
  const conversion = isKolonyError(outcome) ? null : toConversion(outcome);
  return {
    recorded: false,
    earns: conversion?.commissions.some(({ refused_for }) => refused_for === null) ?? false,
    status: problem?.status ?? (conversion?.replayed ? 200 : 201),
    checks,
    conversion,
    derivations: explanations.map(({ commission: { id }, derivation: { steps } }) => ({
      commission_id: id,
      steps: Steps.parse(snakeCased(steps)),
    })),
    problem,
  };
}

const Steps = TestEvent.shape.derivations.element.shape.steps;

/** The answer to what is no order: its first check failed, and there is nothing to ask the others. */
export function refusedBody(problem: Problem): TestEvent {
  const { status, code, field } = problem;
  const facts = { ...(field ? { field } : {}) };
  return {
    recorded: false,
    earns: false,
    status,
    checks: [{ name: 'body', result: 'failed', why: code, about: null, facts }],
    conversion: null,
    derivations: [],
    problem,
  };
}
