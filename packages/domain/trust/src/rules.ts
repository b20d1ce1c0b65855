import type { ReasonCode } from './schema.ts';

export const RULES_VERSION = 1;

/** An order with this score or more is held until a person at the brand decides. */
export const HOLD_FROM = 50;

export interface Rule {
  code: ReasonCode;
  /** What it adds to the score, of 100. One under HOLD_FROM holds nothing alone: it needs a second reason. */
  weight: number;
  /** From where on (fast_order: up to where) it counts. */
  threshold: number;
  unit: 'times' | 'seconds' | 'percent' | 'kols' | 'orders';
  /** So many must have been seen before a share of them says anything. */
  atLeast?: number;
}

/** The rules as data. Whoever changes a number raises RULES_VERSION: a check says under which ones it was made. */
export const RULES: readonly Rule[] = [
  { code: 'own_purchase', weight: 100, threshold: 1, unit: 'times' },
  { code: 'machine_click', weight: 60, threshold: 1, unit: 'times' },
  // Within the hour before the click. A network is an address with a user agent: a carrier's users share the first only.
  { code: 'visitor_flood', weight: 60, threshold: 20, unit: 'times' },
  { code: 'network_flood', weight: 60, threshold: 60, unit: 'times' },
  // Shops' clocks differ by a second or two and some people pay with one tap: a hint, not more.
  { code: 'fast_order', weight: 30, threshold: 4, unit: 'seconds' },
  { code: 'same_delay', weight: 60, threshold: 50, unit: 'percent', atLeast: 20 },
  { code: 'buyer_of_many', weight: 60, threshold: 5, unit: 'kols' },
  // And at least ten times a usual hour: a code that is said in a live show is used at once, by people who were brought.
  { code: 'code_spike', weight: 60, threshold: 20, unit: 'orders' },
  { code: 'late_click', weight: 60, threshold: 1, unit: 'seconds' },
  // Where the brand's other links show that pages report: shops without the snippet are never judged by it.
  { code: 'no_landing', weight: 60, threshold: 90, unit: 'percent', atLeast: 50 },
];

/** How much more than a usual hour a code's hour must be. */
export const SPIKE = 10;
/** Of the brand's other clicks so many per cent reach a page, or its pages do not report. */
export const PAGES_REPORT = 50;
