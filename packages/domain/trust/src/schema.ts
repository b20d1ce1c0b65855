import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

/** What can make an order look like something else than a sale that a KOL brought. */
export const ReasonCode = z.enum([
  'own_purchase', // the buyer is the KOL
  'machine_click', // the click that earned it was a bot's or came from a data centre
  'visitor_flood', // one visitor clicked very often before it
  'network_flood', // one network clicked very often before it
  'fast_order', // ordered faster than anybody shops
  'same_delay', // most orders of the deal come equally long after their clicks
  'buyer_of_many', // one buyer on many KOLs
  'code_spike', // the code is suddenly used by many whom nobody brought
  'late_click', // the click came after the cart that an earlier KOL's visitor had filled
  'no_landing', // clicks that reach no page of the shop
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** Why an order was scored, with the numbers. Nothing of the buyer is in it: both sides read it. */
export const Reason = z.object({
  code: ReasonCode,
  /** What it adds to the score. */
  weight: z.int(),
  /** What was seen, and from where on it counts; the unit is the code's (trust/rules.ts). */
  value: z.number(),
  threshold: z.number(),
});
export type Reason = z.infer<typeof Reason>;

/** noted: under the line, nothing happens. held → a person at the brand lets it go (released) or takes it back (refused). */
export const CheckState = z.enum(['noted', 'held', 'released', 'refused']);
export type CheckState = z.infer<typeof CheckState>;

export const OrderCheck = z.object({
  state: CheckState,
  /** 0 … 100. */
  score: z.int(),
  reasons: z.array(Reason),
  /** What the person who decided wrote to the other side. */
  note: z.string(),
});
export type OrderCheck = z.infer<typeof OrderCheck>;

/** Instants and click ids of an order, and what PostgreSQL knows of its surroundings. */
export interface OrderToCheck {
  conversionId: string;
  brandId: string;
  campaignId: string;
  kolId: string;
  at: Date;
  recordedAt: Date;
  /** The click that won; null for an order that a code won. */
  click: { clickId: string; linkId: string; at: Date } | null;
  /** Clicks of other KOLs before the winning one. */
  earlierClicks: readonly string[];
  /** The buyer is the KOL by an account that both sides know. */
  ownAccount: boolean;
  /** KOLs whom this buyer's orders of the last thirty days were credited to, this one's included. */
  buyerKols: number;
  /** Orders with this code and without a click, in the hour before and in a usual hour of the week before. */
  codeOrders: { lastHour: number; usualHour: number };
  /** Of the deal's last orders by click within a day: how many, and how many of them equally long after their click. */
  delays: { orders: number; alike: number };
}

/** What ClickHouse knows of the clicks and pages around an order. Null: nobody knows. */
export interface ClickSignals {
  kind: string | null;
  /** The KOL's own device: it opened the link from the portal. */
  ownDevice: boolean;
  /** Clicks in the hour before the winning one. */
  visitorClicks: number;
  networkClicks: number;
  /** Seconds from the cart of an earlier KOL's visitor to the winning click; null without such a cart. */
  cartBefore: number | null;
  /** The link's clicks of a day and how many reached a page; the same of the brand's other links. */
  landing: { clicks: number; landed: number; othersClicks: number; othersLanded: number } | null;
}

/** What came of an order's check. */
export interface CheckedOrder {
  order: OrderToCheck;
  score: number;
  reasons: Reason[];
  hold: boolean;
}

/** Whom to forget: a customer by the shop's id, or a visitor by the value of a cookie (`kvid`, or the shop's own). */
export const NewErasure = z.object({
  kind: z.enum(['customer', 'visitor']),
  subject: z.string().min(1).max(200).refine(isStorable, 'unstorable_text'),
});
export type NewErasure = z.infer<typeof NewErasure>;

export const Erasure = z.object({
  id: z.string(),
  kind: z.enum(['customer', 'visitor']),
  requestedAt: z.date(),
  /** When the event store had forgotten too; null while it is being done. */
  doneAt: z.date().nullable(),
});
export type Erasure = z.infer<typeof Erasure>;
