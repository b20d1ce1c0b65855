import { isStorable } from '@kolony/kernel';
import { z } from 'zod';
import { EventType } from './events.ts';

export { BODIES, EVENTS, EventType, TEST_EVENT, type WebhookEvent } from './events.ts';

const Url = z.string().trim().min(1).max(500).refine(isStorable, 'unstorable_text');
const EventTypes = z
  .array(EventType)
  .min(1)
  .overwrite((types) => [...new Set(types)]);

export const NewEndpoint = z.strictObject({ url: Url, eventTypes: EventTypes });
export type NewEndpoint = z.infer<typeof NewEndpoint>;

/** What is left out stays. */
export const ChangeEndpoint = z.strictObject({
  id: z.string().max(40),
  url: Url.optional(),
  eventTypes: EventTypes.optional(),
  enabled: z.boolean().optional(),
});
export type ChangeEndpoint = z.infer<typeof ChangeEndpoint>;

/** Hours for which the secret before signs as well. */
const OverlapHours = z.int().min(0).max(168).default(24);
export const RotateSecret = z.strictObject({ id: z.string().max(40), overlapHours: OverlapHours });
export type RotateSecret = z.infer<typeof RotateSecret>;

export const DisabledFor = z.enum(['by_hand', 'gone', 'failing']);
export type DisabledFor = z.infer<typeof DisabledFor>;

export const Endpoint = z.object({
  id: z.string(),
  url: z.string(),
  eventTypes: z.array(EventType),
  createdAt: z.date(),
  /** Nothing is sent while it is set; what happens meanwhile is kept as failed, to be replayed. */
  disabledAt: z.date().nullable(),
  /** `gone`: it answered 410. `failing`: no success for days. */
  disabledFor: DisabledFor.nullable(),
  /** Since when no attempt succeeded; null when the last one did. */
  failingSince: z.date().nullable(),
  /** Until then the secret before signs as well; null when there is one secret. */
  previousSecretUntil: z.date().nullable(),
});
export type Endpoint = z.infer<typeof Endpoint>;

/** `secret` (`whsec_…`) is told here and nowhere else. */
export const EndpointWithSecret = z.object({ endpoint: Endpoint, secret: z.string() });
export type EndpointWithSecret = z.infer<typeof EndpointWithSecret>;

export const DeliveryState = z.enum(['pending', 'delivered', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const Attempt = z.object({
  at: z.date(),
  durationMs: z.int(),
  /** HTTP; null when there was no answer. */
  status: z.int().nullable(),
  /** Why there was no answer: `timeout`, `forbidden_address`, or the system's code such as `ECONNREFUSED`. */
  error: z.string().nullable(),
  /** The first 1,024 bytes of the answer. */
  answer: z.string(),
});
export type Attempt = z.infer<typeof Attempt>;

/** One event on its way to one endpoint. */
export const Delivery = z.object({
  endpointId: z.string(),
  /** The `webhook-id` header, the same on every attempt and replay. */
  eventId: z.string(),
  type: z.string(),
  at: z.date(),
  state: DeliveryState,
  /** Attempts begun, since the last replay. */
  attempts: z.int(),
  /** Null when nothing is to come. */
  nextAttemptAt: z.date().nullable(),
  lastAttempt: Attempt.nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const DeliveryDetail = Delivery.omit({ lastAttempt: true }).extend({
  /** The JSON that is sent, byte for byte. */
  body: z.string(),
  /** Newest first, of the last thirty days. */
  log: z.array(Attempt),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
