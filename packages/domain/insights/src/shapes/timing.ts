import { z } from 'zod';
import { Answered } from './performance.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where the classes of time to order end, seconds; the last is open. */
export const DELAYS = [
  MINUTE,
  10 * MINUTE,
  HOUR,
  6 * HOUR,
  DAY,
  3 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
] as const;

const Waited = z.object({
  /** Orders that a click won. */
  orders: z.int(),
  /** Seconds, between neighbours in proportion; null without orders. */
  median: z.number().nullable(),
  p90: z.number().nullable(),
  /** Orders within an hour, a day and a week. */
  withinHour: z.int(),
  withinDay: z.int(),
  withinWeek: z.int(),
});

export const Hour = z.object({
  /** 1 Monday … 7 Sunday. */
  weekday: z.int(),
  hour: z.int(),
  clicks: z.int(),
  orders: z.int(),
  placed: z.int(),
});
export type Hour = z.infer<typeof Hour>;

export const TimeToOrder = Waited.extend({
  /** Orders that a code decided: nobody knows how long those took. */
  byCode: z.int(),
  /** Orders whose wait ended before `until` seconds and not before the one above; null: no end. */
  classes: z.array(z.object({ from: z.int(), until: z.int().nullable(), orders: z.int(), placed: z.int() })),
});
export type TimeToOrder = z.infer<typeof TimeToOrder>;

export const TimingReport = Answered.extend({
  waits: TimeToOrder,
  /** Most orders by click first; the first hundred. */
  kols: z.array(Waited.extend({ kolId: z.string(), displayName: z.string() })),
  kolCount: z.int(),
  /** All 168 hours of a week, in the question's time zone. */
  hours: z.array(Hour),
});
export type TimingReport = z.infer<typeof TimingReport>;
