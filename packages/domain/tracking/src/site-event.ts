import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

const Text = (max: number) => z.string().min(1).max(max).refine(isStorable, 'unstorable_text');

/** Minor units. What a browser says of money is a hint: it earns nothing and is never added up with orders. */
const Amount = z.int().min(0).max(1_000_000_000_000);
const Code = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code');

/**
 * What a shop's page reports to `POST /e`: somebody whom a KOL brought looked at a page (`view`), put things into the
 * cart (`cart`), or was told that the order is placed (`order`: unconfirmed, only the shop's server can report orders).
 */
export const SiteEvent = z.strictObject({
  event: z.enum(['view', 'cart', 'order']),
  /** 128 random bits of the page's, base64url: the same event again counts once. */
  event_id: z.string().regex(/^[A-Za-z0-9_-]{22}$/, '22 base64url characters'),
  /** Click tokens, oldest first; the newest one says whose visitor it is. */
  touches: z
    .array(z.string().regex(/^[A-Za-z0-9_-]{44}$/, 'a click token'))
    .min(1)
    .max(20),
  /** The shop's first-party visitor; not there without storage or consent. */
  visitor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{22}$/, '22 base64url characters')
    .optional(),
  /** Path without query: a query may hold what is nobody's business. */
  page: Text(500).optional(),
  order_id: Text(120).optional(),
  amount: Amount.optional(),
  currency: Code.optional(),
  items: z
    .array(z.strictObject({ sku: Text(120), quantity: z.int().min(1).max(100_000).default(1) }))
    .max(50)
    .default([]),
});
export type SiteEvent = z.infer<typeof SiteEvent>;

/** What the shop's page writes in `kolony('view' | 'cart' | 'order', …)`; the rest is the snippet's. */
export type SiteEventFacts = Pick<
  z.input<typeof SiteEvent>,
  'page' | 'order_id' | 'amount' | 'currency' | 'items'
>;

/** A site event as ClickHouse stores it (table `site_events`, clickhouse/README.md). */
export const SiteEventRow = z.object({
  event_id: z.string(),
  event: SiteEvent.shape.event,
  /** When the tracker received it: ISO 8601, milliseconds, UTC. */
  at: z.string(),
  // Of the newest touch.
  brand_id: z.string(),
  campaign_id: z.string(),
  deal_id: z.string(),
  kol_id: z.string(),
  link_id: z.string(),
  /** Click ids, oldest first: genuine, and younger than any attribution window. */
  touches: z.array(z.string()),
  visitor: z.string(),
  /** Not a bot. */
  counted: z.boolean(),
  /** The shop's origin. */
  origin: z.string(),
  page: z.string(),
  order_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  skus: z.array(z.string()),
  quantities: z.array(z.int()),
});
export type SiteEventRow = z.infer<typeof SiteEventRow>;
