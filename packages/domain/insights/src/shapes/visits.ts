import { z } from 'zod';
import { Answered } from './performance.ts';

/** What a click says of itself. `platform`: the app whose browser it was, '' for a browser of its own. */
export const ClickTrait = z.enum([
  'country',
  'device',
  'platform',
  'referrer',
  'medium',
  'language',
  'consent',
]);
export type ClickTrait = z.infer<typeof ClickTrait>;

/** Requests that reached a campaign's links, by what they were: raw is the sum of all the others. */
export const ClickKinds = z.object({
  raw: z.int(),
  bots: z.int(),
  datacentre: z.int(),
  prefetch: z.int(),
  head: z.int(),
  /** The same visitor on the same link within half an hour. */
  repeats: z.int(),
  counted: z.int(),
});
export type ClickKinds = z.infer<typeof ClickKinds>;

const Brought = z.object({ orders: z.int(), placed: z.int(), settled: z.int() });

export const TraitRow = Brought.extend({
  /** '' where the click did not say. */
  value: z.string(),
  clicks: z.int(),
  /** Orders ÷ clicks; null without clicks. */
  conversion: z.number().nullable(),
});
export type TraitRow = z.infer<typeof TraitRow>;

export const Traits = z.object({
  /** Most clicks first; the first fifty of each. */
  by: z.record(ClickTrait, z.array(TraitRow)),
  /** Orders that no known click won: by a code, or by a click that the event store never had. In none of the rows. */
  unknown: Brought,
  /** Orders with a known click, and the clicks: every list sums to them. */
  clicks: z.int(),
  known: Brought,
});
export type Traits = z.infer<typeof Traits>;

export const TrafficReport = Answered.extend({ kinds: ClickKinds, traits: Traits });
export type TrafficReport = z.infer<typeof TrafficReport>;
