import type { JudgedTouch } from '@kolony/attribution/schema';
import { isKolonyError } from '@kolony/kernel';
import type { Earning, Outcome } from './record-conversions.ts';
import type { Check, CheckName, ConversionResult, NewConversion } from './schema.ts';

/** The checks of one thing in their order, each with what it fails for. */
type Ladder = readonly (readonly [name: CheckName, fails: readonly string[]])[];

const ORDER: Ladder = [
  ['body', []],
  ['occurred_at', ['commissions/occurred_in_future']],
  ['exchange_rate', ['commissions/fx_same_currency']],
  ['order_id', ['commissions/conversion_conflict']],
];
const CLICK: Ladder = [
  ['click_genuine', ['malformed', 'forged']],
  ['click_known', ['unknown_link']],
  ['before_order', ['after_order']],
  ['in_window', ['outside_window']],
  ['deal_active', ['deal_not_active']],
  ['currency', ['other_currency']],
];
const CODE: Ladder = [
  ['code_known', ['unknown_code']],
  ['deal_active', ['deal_not_active']],
  ['currency', ['other_currency']],
];
const EARNING: Ladder = [
  ['campaign_live', ['campaign_not_live']],
  ['minimum', ['below_minimum']],
  ['rate', ['no_rate']],
  ['rounding', ['below_minor_unit']],
  ['caps', ['cap_reached']],
  ['budget', ['budget_exhausted']],
];

interface Climb {
  about?: string;
  /** What it came down for; null: it passed every rung. */
  why: string | null;
  facts?: Partial<Record<CheckName, Check['facts']>>;
}

/** Every rung below the one that failed passed, every one above it was never reached. */
function climb(ladder: Ladder, { about, why, facts = {} }: Climb): Check[] {
  const failed = ladder.findIndex(([, fails]) => why !== null && fails.includes(why));
  return ladder.map(([name], rung) => ({
    name,
    result: failed === -1 || rung < failed ? 'passed' : rung === failed ? 'failed' : 'skipped',
    why: rung === failed ? why : null,
    about: about ?? null,
    facts: facts[name] ?? {},
  }));
}

/** What a tried order was asked, one by one, read from what came of it. */
export function checksOf(
  order: NewConversion,
  { outcome, earned }: { outcome: Outcome; earned: readonly Earning[] },
): Check[] {
  const ladder = order.fx ? ORDER : ORDER.filter(([name]) => name !== 'exchange_rate');
  if (isKolonyError(outcome)) return climb(ladder, { why: outcome.code });
  const asked = climb(ladder, { why: null }).map((check) =>
    check.name === 'order_id' && outcome.replayed ? { ...check, why: 'replayed' } : check,
  );
  const { touches, refusedClicks } = outcome.decision;
  return [
    ...asked,
    ...touches.flatMap((touch) => touchChecks(order, touch)),
    ...refusedClicks.flatMap(({ clickId, reason }) =>
      climb(reason === 'unknown_code' ? CODE : CLICK, { about: clickId, why: reason }),
    ),
    credited(outcome),
    ...earned.flatMap(earningChecks),
  ];
}

function touchChecks(order: NewConversion, touch: JudgedTouch): Check[] {
  const { kind, clickId, at, windowEndsAt, verdict, dealId } = touch;
  const clicked = { clicked_at: at.toISOString(), occurred_at: order.occurredAt.toISOString() };
  return climb(kind === 'code' ? CODE : CLICK, {
    about: clickId,
    why: verdict,
    facts: {
      before_order: clicked,
      in_window: { ...clicked, window_ends_at: windowEndsAt.toISOString() },
      deal_active: { deal_id: dealId },
      currency: { currency: order.fx?.currency ?? order.currency },
    },
  });
}

/** Whether anybody is credited, and by which verdict. */
function credited({ decision: { winner, touches, model, refusedClicks } }: ConversionResult): Check {
  const won = touches[winner ?? -1];
  const sent = touches.length + refusedClicks.length > 0;
  const base = { name: 'credited' as const, facts: { ...(model ? { model } : {}) } };
  return won
    ? { ...base, result: 'passed', why: won.verdict, about: won.clickId }
    : { ...base, result: 'failed', why: sent ? 'no_touch_counts' : 'no_touch_sent', about: null };
}

function earningChecks({ deal, priced, left, refusedFor }: Earning): Check[] {
  const { minOrder } = priced.terms.rules;
  return climb(EARNING, {
    about: deal.dealId,
    why: refusedFor,
    facts: {
      campaign_live: { campaign_id: deal.campaignId, state: deal.campaignState },
      minimum: minOrder === undefined ? {} : { minimum: minOrder, currency: deal.currency },
      rate: { rule: priced.rule, ...(priced.rateBp === null ? {} : { rate: priced.rateBp }) },
      budget: { left, needed: priced.outlay + priced.reserve, currency: deal.currency },
    },
  });
}
