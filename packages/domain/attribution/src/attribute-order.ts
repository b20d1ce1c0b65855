import { after, type Currency, DAY, MINUTE } from '@kolony/kernel';
import type { Decision, Touch, TouchVerdict } from './schema.ts';

/** A touch together with what its deal and campaign said at that instant. */
export interface Candidate extends Touch {
  currency: Currency;
  windowDays: number;
  /** The deal earned at the touch's instant: accepted before it and not ended before it. */
  dealActive: boolean;
}

export interface Order {
  at: Date;
  currency: Currency;
}

/** Shops report whole seconds and their clocks differ: a click this little after its order is still before it. */
export const CLOCK_TOLERANCE = MINUTE;

/** The end of a touch's window: its instant + N × 86,400 s, inclusive (product.md, "Attribution for pay"). */
export function windowEnd(at: Date, windowDays: number): Date {
  return after(at, windowDays * DAY);
}

/**
 * Which touch earned the order: the last eligible one, by the rule of that touch's own campaign. Touches at the same
 * millisecond are ordered by click id, so that the same events always give the same answer. Pure; every touch comes
 * back with its verdict, so that a KOL who lost can read why.
 */
export function attributeOrder(
  order: Order,
  candidates: readonly Candidate[],
  refusedClicks: Decision['refusedClicks'],
): Decision {
  const touches = distinct(candidates).sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.clickId < b.clickId ? -1 : 1),
  );
  const verdicts = touches.map((touch) => ineligible(order, touch));
  const winner = verdicts.lastIndexOf(null);
  return {
    rulesVersion: 1,
    model: 'last_click',
    windowDays: touches[winner]?.windowDays ?? null,
    winner: winner === -1 ? null : winner,
    touches: touches.map(({ clickId, linkId, dealId, kolId, campaignId, at, windowDays }, index) => ({
      clickId,
      linkId,
      dealId,
      kolId,
      campaignId,
      at,
      windowEndsAt: windowEnd(at, windowDays),
      shareBp: index === winner ? 10_000 : 0,
      verdict: verdicts[index] ?? (index === winner ? 'last_touch' : 'not_last'),
    })),
    refusedClicks,
  };
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.clickId, candidate])).values()];
}

/** Why a touch cannot earn this order at all, or null when it can. */
function ineligible(order: Order, touch: Candidate): TouchVerdict | null {
  if (touch.at > after(order.at, CLOCK_TOLERANCE)) return 'after_order';
  if (order.at > windowEnd(touch.at, touch.windowDays)) return 'outside_window';
  if (!touch.dealActive) return 'deal_not_active';
  if (touch.currency !== order.currency) return 'other_currency';
  return null;
}
