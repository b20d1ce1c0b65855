import { isStorable } from '@kolony/kernel';
import { z } from 'zod';

export {
  IMPORT_FIELDS,
  ImportField,
  ImportFile,
  ImportKind,
  ImportPreview,
  ImportResult,
  type LineError,
  LineResult,
  MOST_IMPORT_LINES,
} from './import/schema.ts';

export const Provider = z.enum(['shopify', 'woocommerce', 'stripe']);
export type Provider = z.infer<typeof Provider>;

/** The events to tick at the shop; whatever else is sent is taken and left alone. */
export const TOPICS = {
  shopify: ['orders/create', 'orders/updated', 'orders/cancelled', 'refunds/create'],
  woocommerce: ['order.created', 'order.updated', 'order.deleted'],
  stripe: [
    'checkout.session.completed',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'refund.created',
    'refund.updated',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.funds_reinstated',
  ],
} as const satisfies Record<Provider, readonly string[]>;

const Name = z.string().trim().min(1).max(80).refine(isStorable, 'unstorable_text');
const Secret = z.string().trim().min(8).max(500).refine(isStorable, 'unstorable_text');
const OrderPrefix = z
  .string()
  .trim()
  .max(20)
  .regex(/^[\w.-]*$/, 'order_prefix');

export const NewConnection = z.strictObject({
  provider: Provider,
  name: Name,
  /** What the shop signs with. Stripe tells it once it knows this connection's address: until it is entered, nothing passes. */
  secret: Secret.optional(),
  orderPrefix: OrderPrefix.default(''),
});
export type NewConnection = z.infer<typeof NewConnection>;

/** What is left out stays. */
export const ChangeConnection = z.strictObject({
  id: z.string().max(40),
  name: Name.optional(),
  secret: Secret.optional(),
  paused: z.boolean().optional(),
});
export type ChangeConnection = z.infer<typeof ChangeConnection>;

/** Why a request is not the shop's. */
export const TurnedAwayFor = z.enum(['signature_missing', 'signature_wrong', 'signature_old']);
export type TurnedAwayFor = z.infer<typeof TurnedAwayFor>;

export const Connection = z.object({
  id: z.string(),
  provider: Provider,
  name: z.string(),
  orderPrefix: z.string(),
  /** The last characters of the secret; '' until it is entered. */
  secretEnd: z.string(),
  createdAt: z.date(),
  pausedAt: z.date().nullable(),
  /** Events that proved to be the shop's. */
  received: z.int(),
  lastReceivedAt: z.date().nullable(),
  /** Requests that did not. */
  turnedAway: z.int(),
  lastTurnedAwayAt: z.date().nullable(),
  lastTurnedAwayFor: TurnedAwayFor.nullable(),
  /** Events that wait for their order. */
  waiting: z.int(),
});
export type Connection = z.infer<typeof Connection>;

/**
 * recorded: something changed. replayed: it was all there before. waiting: for its order. ignored: it is about nothing
 * that is recorded. refused: it cannot be recorded. received: it is being worked on.
 */
export const EventOutcome = z.enum(['received', 'recorded', 'replayed', 'waiting', 'ignored', 'refused']);
export type EventOutcome = z.infer<typeof EventOutcome>;

/** One event of a shop and what came of it. */
export const ConnectionEvent = z.object({
  /** Counts on: the cursor. */
  no: z.string(),
  /** The shop's name of the event. */
  eventId: z.string(),
  topic: z.string(),
  orderId: z.string().nullable(),
  outcome: EventOutcome,
  /** A reason, or an error's code. */
  why: z.string().nullable(),
  /** How often it came. */
  times: z.int(),
  receivedAt: z.date(),
});
export type ConnectionEvent = z.infer<typeof ConnectionEvent>;

/** What the shop is answered. */
export const EventAnswer = z.object({
  outcome: EventOutcome,
  order_id: z.string().nullable(),
  why: z.string().nullable(),
});
export type EventAnswer = z.infer<typeof EventAnswer>;
