import type { JudgedTouch } from '@kolony/attribution/schema';
import type { EarningRule, Only } from '@kolony/campaigns/schema';
import type { Leg, Terms } from '@kolony/deals/schema';
import { allocate, type Currency, KolonyError, mulDiv, present } from '@kolony/kernel';
import { holdOf } from './hold.ts';
import { convert, linesOf } from './order-lines.ts';
import { type Brought, hasRewards, rewardFor } from './reward.ts';
import type { CommissionRule, Derivation, DerivationStep, Fx, OrderItem, RefusalReason } from './schema.ts';

/** The order as pricing sees it; `amount` is the commissionable base in minor units of its currency. */
export interface PricedOrder {
  orderId: string;
  amount: number;
  currency: Currency;
  fx?: Fx | undefined;
  items: readonly OrderItem[];
  customer: 'new' | 'returning' | 'unknown';
  couponCode?: string | undefined;
  occurredAt: Date;
  completedAt: Date | null;
}

/** What the deal brought and cost before this order, minor units of the campaign's currency. */
export interface History extends Brought {
  /** Paid for orders of the same day. */
  day: number;
  /** Paid ever, with rewards and what is kept back for them. */
  total: number;
}

export interface Priced {
  touch: JudgedTouch;
  terms: Terms;
  rule: CommissionRule;
  rateBp: number | null;
  currency: Currency;
  /** The part of the order that this deal is credited with. */
  base: number;
  /** What all parties together get; 0 when it is refused. */
  outlay: number;
  /** What the order may yet bring in tiers and bonuses: kept back from the budget beside the outlay. */
  reserve: number;
  refusedFor: RefusalReason | null;
  legs: { leg: Leg; amount: number }[];
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
 * What the winning touches earned on one order, and why, step by step: one result per deal that has a part of the
 * credit. Pure: the same order, touches, Terms and history always give the same commissions and the same derivation.
 * Each deal is priced by the version in force at its last credited touch.
 */
export function price(
  order: PricedOrder,
  touches: readonly JudgedTouch[],
  { termsOf, historyOf }: { termsOf(dealId: string): readonly Terms[]; historyOf(dealId: string): History },
): Priced[] {
  const shares = new Map<string, { touch: JudgedTouch; shareBp: number }>();
  for (const touch of touches) {
    if (touch.shareBp === 0) continue;
    const before = shares.get(touch.dealId)?.shareBp ?? 0;
    shares.set(touch.dealId, { touch, shareBp: before + touch.shareBp });
  }
  const credited = [...shares.values()];
  if (credited.length === 0) return [];
  const { fx, currency } = order;
  const total = fx ? convert(order.amount, { from: order.currency, fx }) : order.amount;
  const lines = linesOf(order);
  const weights = credited.map(({ shareBp }) => shareBp);
  // Line by line, so that the deals' parts of every line sum to the line.
  const bases = fx
    ? allocate(
        total,
        lines.map((line) => line.amount),
      )
    : lines.map((line) => line.amount);
  const parts = bases.map((base) => allocate(base, weights));
  return credited.map(({ touch, shareBp }, index) =>
    priceDeal({
      order,
      touch,
      shareBp,
      total,
      currency: fx?.currency ?? currency,
      lines: lines.map((line, at) => ({ ...line, base: parts[at]?.[index] ?? 0 })),
      terms: termsAt(termsOf(touch.dealId), touch.at),
      history: historyOf(touch.dealId),
    }),
  );
}

interface CreditedLine {
  sku: string;
  category: string | null;
  base: number;
}

interface OneDeal {
  order: PricedOrder;
  touch: JudgedTouch;
  shareBp: number;
  /** The whole order in the campaign's currency. */
  total: number;
  currency: Currency;
  lines: readonly CreditedLine[];
  terms: Terms;
  history: History;
}

function priceDeal(deal: OneDeal): Priced {
  const { order, touch, shareBp, total, currency, lines, terms, history } = deal;
  const { rules } = terms;
  const base = lines.reduce((sum, line) => sum + line.base, 0);
  const hold = holdOf(order, rules);
  const minimum = rules.minOrder;
  const met = minimum === undefined || total >= minimum;
  const parts = met ? components(deal) : [];
  const gross = parts.reduce((sum, part) => sum + part.amount, 0);
  const { orders, gmv } = history;
  const reserve =
    rewardFor(rules, { orders: orders + 1, gmv: gmv + base }).total - rewardFor(rules, { orders, gmv }).total;
  const caps = capped(gross, rules.caps, { ...history, total: history.total + reserve });
  const outlay = caps.amount;
  const amounts = allocate(
    outlay,
    terms.legs.map((leg) => leg.shareBp),
  );
  const rates = parts.filter((part) => part.rule.kind === 'cps');
  const steps: DerivationStep[] = [
    {
      kind: 'order',
      orderId: order.orderId,
      amount: order.amount,
      currency: order.currency,
      at: order.occurredAt,
    },
    touch.kind === 'code'
      ? { kind: 'code', code: touch.clickId, at: touch.at }
      : {
          kind: 'touch',
          clickId: touch.clickId,
          linkId: touch.linkId ?? '',
          at: touch.at,
          windowEndsAt: touch.windowEndsAt,
        },
    { kind: 'terms', dealId: terms.dealId, version: terms.version, effectiveFrom: terms.effectiveFrom },
    ...(order.fx
      ? [{ kind: 'fx' as const, rate: order.fx.rate, source: order.fx.source, amount: total, currency }]
      : []),
    { kind: 'share', shareBp },
    { kind: 'base', amount: base, currency },
    ...(asksCustomer(rules.earnings) ? [{ kind: 'customer' as const, is: order.customer }] : []),
    ...(minimum === undefined ? [] : [{ kind: 'minimum' as const, minimum, met }]),
    ...parts.map(stepOf),
    ...(rules.caps || hasRewards(rules) ? [{ kind: 'history' as const, ...history }] : []),
    ...caps.steps,
    { kind: 'outlay', amount: outlay, currency },
    { kind: 'hold', ...hold },
  ];
  return {
    touch,
    terms,
    rule: ruleOf(parts),
    rateBp: parts.length === 1 && rates[0]?.rule.kind === 'cps' ? rates[0].rule.rateBp : null,
    currency,
    base,
    outlay,
    reserve,
    refusedFor: refusal({ met, parts, gross, outlay }),
    legs: terms.legs.map((leg, index) => ({ leg, amount: amounts[index] ?? 0 })),
    holdUntil: hold.until,
    derivation: {
      rulesVersion: 1,
      steps,
      lines: lines.map((_, at) => parts.reduce((sum, part) => sum + (part.lines[at] ?? 0), 0)),
    },
  };
}

interface Component {
  index: number;
  rule: EarningRule;
  base: number;
  amount: number;
  /** The amount by order line. */
  lines: readonly number[];
}

/**
 * Percentages by line: the first narrower rate that fits a line, else the general one; one rounding per rate, half away
 * from zero. Amounts per order: the narrower one that fits the customer, else the general one.
 */
function components({ order, shareBp, lines, terms }: OneDeal): Component[] {
  const rules = terms.rules.earnings.map((rule, index) => ({ rule, index }));
  const narrowFirst = [
    ...rules.filter(({ rule }) => onlyOf(rule)),
    ...rules.filter(({ rule }) => !onlyOf(rule)),
  ];
  const rateOf = lines.map((line) =>
    narrowFirst.find(({ rule }) => rule.kind === 'cps' && fits(onlyOf(rule), { order, line })),
  );
  const found: Component[] = [];
  for (const entry of rules) {
    const { rule, index } = entry;
    if (rule.kind !== 'cps' || !rateOf.some((rate) => rate?.index === index)) continue;
    const bases = lines.map((line, at) => (rateOf[at]?.index === index ? line.base : 0));
    const base = bases.reduce((sum, part) => sum + part, 0);
    const amount = mulDiv(base, rule.rateBp, 10_000);
    found.push({ index, rule, base, amount, lines: spread(amount, bases) });
  }
  const perOrder = narrowFirst.find(
    ({ rule }) => rule.kind === 'cpa' && fits(onlyOf(rule), { order, line: null }),
  );
  if (perOrder?.rule.kind === 'cpa') {
    const amount = mulDiv(perOrder.rule.amount, shareBp, 10_000);
    const bases = lines.map((line) => line.base);
    found.push({ ...perOrder, base: 0, amount, lines: spread(amount, bases) });
  }
  return found.sort((a, b) => a.index - b.index);
}

function onlyOf(rule: EarningRule): Only | undefined {
  return 'only' in rule ? rule.only : undefined;
}

function fits(
  only: Only | undefined,
  { order, line }: { order: PricedOrder; line: CreditedLine | null },
): boolean {
  if (!only) return true;
  if (only.customer && only.customer !== order.customer) return false;
  if (only.skus && !(line && only.skus.includes(line.sku))) return false;
  return (
    !only.categories || (line !== null && line.category !== null && only.categories.includes(line.category))
  );
}

/** By weight, or all on the first line when nothing weighs anything. */
function spread(amount: number, weights: readonly number[]): number[] {
  if (weights.some((weight) => weight > 0)) return allocate(amount, weights);
  return weights.map((_, index) => (index === 0 ? amount : 0));
}

function asksCustomer(earnings: readonly EarningRule[]): boolean {
  return earnings.some((rule) => onlyOf(rule)?.customer !== undefined);
}

function stepOf({ rule, index, base, amount }: Component): DerivationStep {
  if (rule.kind === 'cps') return { kind: 'rate', rule: index, rateBp: rule.rateBp, base, amount };
  return { kind: 'per_order', rule: index, amount };
}

function ruleOf(parts: readonly Component[]): CommissionRule {
  const kinds = new Set(parts.map((part) => part.rule.kind));
  if (kinds.size > 1) return 'mixed';
  return kinds.has('cpa') ? 'cpa' : 'cps';
}

/** Per order, then per day, then in all: each cap leaves at most what it has left. */
function capped(
  gross: number,
  caps: { perOrder?: number | undefined; perDay?: number | undefined; total?: number | undefined } = {},
  { day, total }: Pick<History, 'day' | 'total'>,
): { amount: number; steps: DerivationStep[] } {
  const limits = [
    { cap: 'per_order', limit: caps.perOrder, used: 0 },
    { cap: 'per_day', limit: caps.perDay, used: day },
    { cap: 'total', limit: caps.total, used: total },
  ] as const;
  const steps: DerivationStep[] = [];
  let amount = gross;
  for (const { cap, limit, used } of limits) {
    if (limit === undefined) continue;
    const after = Math.min(amount, Math.max(0, limit - used));
    steps.push({ kind: 'cap', cap, limit, used, before: amount, after });
    amount = after;
  }
  return { amount, steps };
}

function refusal(of: {
  met: boolean;
  parts: readonly Component[];
  gross: number;
  outlay: number;
}): RefusalReason | null {
  if (!of.met) return 'below_minimum';
  if (of.parts.length === 0) return 'no_rate';
  if (of.gross === 0) return 'below_minor_unit';
  return of.outlay === 0 ? 'cap_reached' : null;
}

/** The derivation as one party reads it: with the leg that is theirs. */
export function derivationOf(
  { derivation, legs }: Pick<Priced, 'derivation' | 'legs'>,
  party: string,
): Derivation {
  const position = legs.findIndex((candidate) => candidate.leg.party === party);
  const { leg, amount } = present(legs[position], 'leg');
  const own: DerivationStep = { kind: 'leg', party, position, shareBp: leg.shareBp, amount };
  const hold = derivation.steps.findIndex((step) => step.kind === 'hold');
  return { ...derivation, steps: derivation.steps.toSpliced(hold, 0, own) };
}
