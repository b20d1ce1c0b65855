import type { AttributionRule } from '@kolony/campaigns/schema';
import { after, type Currency, DAY, MINUTE } from '@kolony/kernel';
import type { Decision, JudgedTouch, Touch, TouchVerdict } from './schema.ts';
import { sharesOf } from './weights.ts';

/** A touch together with what its deal and campaign said at that instant. */
export interface Candidate extends Touch {
  currency: Currency;
  rule: AttributionRule;
  /** The deal earned at the touch's instant: accepted before it, neither ended nor paused. */
  dealActive: boolean;
}

export interface Order {
  at: Date;
  /** What the order can be paid in: its own currency, or the one its request gives a rate for. */
  currency: Currency;
}

/** Shops report whole seconds and their clocks differ: a click this little after its order is still before it. */
export const CLOCK_TOLERANCE = MINUTE;
/** Repeat clicks on one link within a rolling half hour are one touch (product.md, "Attribution"). */
export const REPEAT = 30 * MINUTE;

/** The end of a touch's window: its instant + N × 86,400 s, inclusive (product.md, "Attribution for pay"). */
export function windowEnd(at: Date, windowDays: number): Date {
  return after(at, windowDays * DAY);
}

/**
 * Which touches earned the order, and which part of it. A code that was used is weighed against the clicks by the rule
 * of its campaign; among clicks the last eligible one decides which campaign pays, and that campaign's model shares the
 * credit among its own. One pool: the shares sum to 10,000 bp, or to nothing. Touches at the same millisecond are
 * ordered by click id, so that the same events always give the same answer. Pure; every touch comes back with its
 * verdict, so that a KOL who lost can read why.
 */
export function attributeOrder(
  order: Order,
  candidates: readonly Candidate[],
  refusedClicks: Decision['refusedClicks'],
): Decision {
  const touches = distinct(candidates).sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.clickId < b.clickId ? -1 : 1),
  );
  const verdicts = new Map<Candidate, TouchVerdict>();
  const shares = new Map<Candidate, number>();
  for (const touch of touches) {
    const reason = ineligible(order, touch);
    if (reason) verdicts.set(touch, reason);
  }
  const eligible = touches.filter((touch) => !verdicts.has(touch));
  const winner = codeWins(eligible, verdicts) ?? clicksWin(order, eligible, { verdicts, shares });
  if (winner && verdicts.get(winner) === 'code_wins') shares.set(winner, 10_000);
  return {
    rulesVersion: 1,
    model: winner?.rule.model ?? null,
    codeRule: winner?.rule.codeRule ?? null,
    windowDays: winner?.rule.windowDays ?? null,
    winner: winner ? touches.indexOf(winner) : null,
    touches: touches.map((touch): JudgedTouch => {
      const { kind, clickId, linkId, dealId, kolId, campaignId, at, rule } = touch;
      return {
        kind,
        clickId,
        linkId,
        dealId,
        kolId,
        campaignId,
        at,
        windowEndsAt: windowEnd(at, rule.windowDays),
        shareBp: shares.get(touch) ?? 0,
        verdict: verdicts.get(touch) ?? 'not_last',
      };
    }),
    refusedClicks,
  };
}

/** Weighs a code that was used against the clicks; the code when it takes the order, else null. */
function codeWins(eligible: readonly Candidate[], verdicts: Map<Candidate, TouchVerdict>): Candidate | null {
  const code = eligible.findLast((touch) => touch.kind === 'code');
  if (!code) return null;
  const clicks = eligible.filter((touch) => touch.kind === 'click');
  const { codeRule } = code.rule;
  const involved = clicks.some((touch) => touch.kolId === code.kolId);
  if (codeRule === 'link_wins' && clicks.length > 0) verdicts.set(code, 'lost_to_link');
  else if (codeRule === 'only_if_involved' && !involved) verdicts.set(code, 'code_not_involved');
  else {
    verdicts.set(code, 'code_wins');
    for (const click of clicks) verdicts.set(click, 'lost_to_code');
    return code;
  }
  return null;
}

/** Shares the order among the clicks of the campaign of the last one; that last one, or null when there is none. */
function clicksWin(
  order: Order,
  eligible: readonly Candidate[],
  { verdicts, shares }: { verdicts: Map<Candidate, TouchVerdict>; shares: Map<Candidate, number> },
): Candidate | null {
  const clicks = eligible.filter((touch) => touch.kind === 'click');
  const last = clicks.at(-1);
  if (!last) return null;
  const { model } = last.rule;
  const own = clicks.filter((touch) => touch.campaignId === last.campaignId);
  const pool = model === 'last_click' ? own : withoutRepeats(own, verdicts);
  const parts = sharesOf(
    model,
    pool.map((touch) => Math.max(0, order.at.getTime() - touch.at.getTime())),
  );
  pool.forEach((touch, index) => {
    shares.set(touch, parts[index] ?? 0);
    verdicts.set(touch, verdictOf(model, parts[index] ?? 0));
  });
  for (const touch of clicks)
    if (!verdicts.has(touch)) verdicts.set(touch, model === 'last_click' ? 'not_last' : 'other_campaign');
  // Under first click the deciding touch is the one that is paid.
  return pool.find((touch) => shares.get(touch) === 10_000) ?? last;
}

function verdictOf(model: AttributionRule['model'], share: number): TouchVerdict {
  if (model === 'last_click') return share > 0 ? 'last_touch' : 'not_last';
  if (model === 'first_click') return share > 0 ? 'first_touch' : 'not_first';
  return 'shared';
}

/** Drops what repeats a click on the same link within half an hour of the one before it, counted or not: it rolls. */
function withoutRepeats(
  clicks: readonly Candidate[],
  verdicts: Map<Candidate, TouchVerdict>,
): readonly Candidate[] {
  const before = new Map<string, number>();
  return clicks.filter((touch) => {
    const link = touch.linkId ?? touch.clickId;
    const previous = before.get(link);
    before.set(link, touch.at.getTime());
    if (previous === undefined || touch.at.getTime() - previous > REPEAT) return true;
    verdicts.set(touch, 'repeat');
    return false;
  });
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.clickId, candidate])).values()];
}

/** Why a touch cannot earn this order at all, or null when it can. */
function ineligible(order: Order, touch: Candidate): TouchVerdict | null {
  if (touch.at > after(order.at, CLOCK_TOLERANCE)) return 'after_order';
  if (order.at > windowEnd(touch.at, touch.rule.windowDays)) return 'outside_window';
  if (!touch.dealActive) return 'deal_not_active';
  if (touch.currency !== order.currency) return 'other_currency';
  return null;
}
