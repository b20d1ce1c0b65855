import { ChangeEndpoint, DeliveryState, NewEndpoint, RotateSecret } from '@kolony/webhooks/schema';
import { z } from 'zod';

/** Where a brand is told of events: addresses, their secrets and what was sent there. */

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
/** RFC 3339, as it is answered. */
const Time = z.string();

/** POST /v1/webhooks */
export const WebhookRequest = z.strictObject({
  url: NewEndpoint.shape.url,
  event_types: NewEndpoint.shape.eventTypes,
});
export type WebhookRequest = z.input<typeof WebhookRequest>;

/** PATCH /v1/webhooks/{id}: what is left out stays. */
export const WebhookChange = z.strictObject({
  url: ChangeEndpoint.shape.url,
  event_types: ChangeEndpoint.shape.eventTypes,
  /** True sends again to one that was disabled; what it missed comes by a replay. */
  enabled: ChangeEndpoint.shape.enabled,
});
export type WebhookChange = z.input<typeof WebhookChange>;

/** POST /v1/webhooks/{id}/rotate: hours for which the secret before signs as well. */
export const SecretRotation = z.strictObject({ overlap_hours: RotateSecret.shape.overlapHours });
export type SecretRotation = z.input<typeof SecretRotation>;

/** POST /v1/webhooks/{id}/replay */
export const FailedSince = z.strictObject({ failed_since: Instant });
export type FailedSince = z.input<typeof FailedSince>;

export const DeliveriesQuery = z.strictObject({
  state: DeliveryState.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeliveriesQuery = z.input<typeof DeliveriesQuery>;

export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  event_types: z.array(z.string()),
  created_at: Time,
  disabled_at: Time.nullable(),
  /** by_hand, gone (it answered 410) or failing (no success for five days). */
  disabled_for: z.string().nullable(),
  failing_since: Time.nullable(),
  /** Until then the secret before signs as well. */
  previous_secret_until: Time.nullable(),
});
export type Webhook = z.infer<typeof Webhook>;

/** `secret` (whsec_…) is told here and nowhere else. */
export const WebhookWithSecret = Webhook.extend({ secret: z.string() });
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>;

export const DeliveryAttempt = z.object({
  at: Time,
  duration_ms: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  /** The first 1,024 bytes of the answer. */
  answer: z.string(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

const OneDelivery = z.object({
  /** The webhook-id header. */
  event_id: z.string(),
  type: z.string(),
  at: Time,
  state: DeliveryState,
  attempts: z.int(),
  next_attempt_at: Time.nullable(),
});
export const Delivery = OneDelivery.extend({ last_attempt: DeliveryAttempt.nullable() });
export type Delivery = z.infer<typeof Delivery>;

/** With the JSON that is sent, byte for byte, and every attempt, newest first. */
export const DeliveryDetail = OneDelivery.extend({ body: z.string(), log: z.array(DeliveryAttempt) });
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;
