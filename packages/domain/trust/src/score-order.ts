import { present, SECOND } from '@kolony/kernel';
import { HOLD_FROM, PAGES_REPORT, RULES, type Rule, SPIKE } from './rules.ts';
import type { ClickSignals, OrderToCheck, Reason, ReasonCode } from './schema.ts';

export interface Score {
  /** 0 … 100. */
  score: number;
  reasons: Reason[];
  hold: boolean;
}

/** What the rules make of an order: every rule that it breaks, with the numbers, heaviest first. Pure. */
export function scoreOrder(order: OrderToCheck, signals: ClickSignals): Score {
  const reasons = RULES.flatMap((rule) => {
    const value = MEASURES[rule.code](order, signals, rule);
    if (value === null) return [];
    const { code, weight, threshold } = rule;
    const breaks = code === 'fast_order' ? value < threshold : value >= threshold;
    return breaks ? [{ code, weight, value, threshold }] : [];
  }).sort((a, b) => b.weight - a.weight);
  const score = Math.min(
    100,
    reasons.reduce((sum, { weight }) => sum + weight, 0),
  );
  return { score, reasons, hold: score >= HOLD_FROM };
}

type Measure = (order: OrderToCheck, signals: ClickSignals, rule: Rule) => number | null;

/** What each rule looks at, in its own unit; null when there is nothing to look at. */
const MEASURES: Record<ReasonCode, Measure> = {
  own_purchase: (order, { ownDevice }) => Number(order.ownAccount || ownDevice),
  machine_click: (_order, { kind }) => (kind === 'bot' || kind === 'datacentre' ? 1 : null),
  visitor_flood: (_order, { visitorClicks }) => visitorClicks,
  network_flood: (_order, { networkClicks }) => networkClicks,
  // Below zero is a shop's clock, not haste.
  fast_order: ({ at, click }) => (click && at >= click.at ? secondsBetween(click.at, at) : null),
  same_delay: ({ delays: { orders, alike } }, _signals, rule) =>
    orders < present(rule.atLeast, 'atLeast') ? null : percent(alike, orders),
  buyer_of_many: ({ buyerKols }) => buyerKols,
  code_spike: ({ codeOrders: { lastHour, usualHour } }) => (lastHour >= usualHour * SPIKE ? lastHour : null),
  late_click: (_order, { cartBefore }) => cartBefore,
  no_landing: (_order, { landing }, rule) => {
    if (!landing || landing.clicks < present(rule.atLeast, 'atLeast')) return null;
    if (percent(landing.othersLanded, landing.othersClicks) < PAGES_REPORT) return null;
    return percent(landing.clicks - landing.landed, landing.clicks);
  },
};

function secondsBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / SECOND);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}
