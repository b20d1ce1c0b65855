import { Medium } from '@kolony/links/schema';
import { z } from 'zod';

/** A click as ClickHouse stores it (table `clicks`, clickhouse/README.md); what the tracker spools and the seed inserts. */
export const ClickRow = z.object({
  /** The click token: what an order names. */
  click_id: z.string(),
  /** ISO 8601, milliseconds, UTC. */
  at: z.string(),
  brand_id: z.string(),
  campaign_id: z.string(),
  deal_id: z.string(),
  kol_id: z.string(),
  link_id: z.string(),
  /** First-party visitor, '' without consent. */
  visitor: z.string(),
  /** Keyed hash of address and user agent, another key every day. */
  network_hash: z.string(),
  kind: z.enum(['click', 'head', 'prefetch', 'bot', 'datacentre']),
  /** Somebody clicked: not a HEAD, a prefetch, a bot or a machine in a data centre. */
  counted: z.boolean(),
  /** The same visitor on the same link within half an hour before. */
  repeat: z.boolean(),
  /** Name of the link's route that was taken, '' for its own destination. */
  route: z.string(),
  /** How the visitor came to the link. */
  medium: Medium,
  /** Words of whoever shares it: the address's own, else the link's; '' without. */
  sub1: z.string(),
  sub2: z.string(),
  sub3: z.string(),
  device: z.string(),
  in_app: z.string(),
  referrer_host: z.string(),
  language: z.string(),
  /** ISO 3166-1 alpha-2, '' when it is not known. */
  country: z.string(),
  /** Whether the visitor may be recognised: the link does not ask, or did and was given leave, or was not. */
  consent: z.enum(['not_required', 'given', 'withheld']),
});
export type ClickRow = z.infer<typeof ClickRow>;

type Seldom =
  | 'visitor'
  | 'repeat'
  | 'route'
  | 'sub1'
  | 'sub2'
  | 'sub3'
  | 'in_app'
  | 'referrer_host'
  | 'language'
  | 'country';
/**
 * A click as the tracker spools it: what is '' or false is left out, and ClickHouse fills it in. A quarter of the bytes, and
 * of what inserting them costs.
 */
export type SpooledClick = Omit<ClickRow, Seldom> & { [Column in Seldom]?: ClickRow[Column] | undefined };

export { SiteEvent, type SiteEventFacts, SiteEventRow } from './site-event.ts';
