import {
  changeEndpoint,
  createEndpoint,
  deleteEndpoint,
  listDeliveries,
  listEndpoints,
  readDelivery,
  replayDelivery,
  replayFailed,
  rotateSecret,
  sendTestEvent,
} from '@kolony/webhooks';
import {
  type Attempt,
  ChangeEndpoint,
  type Delivery,
  DeliveryState,
  type Endpoint,
  NewEndpoint,
  RotateSecret,
} from '@kolony/webhooks/schema';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const Time = z.string();
const { url: Url, eventTypes: EventTypes } = NewEndpoint.shape;

const NewWebhook = z.strictObject({ url: Url, event_types: EventTypes });
const WebhookChange = z.strictObject({
  url: ChangeEndpoint.shape.url,
  event_types: ChangeEndpoint.shape.eventTypes,
  /** True sends again to one that was disabled; what it missed comes by a replay. */
  enabled: ChangeEndpoint.shape.enabled,
});
const Rotation = z.strictObject({ overlap_hours: RotateSecret.shape.overlapHours });
const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const FailedSince = z.strictObject({ failed_since: Instant });

const ById = z.object({ id: z.string().max(40) });
const ByEvent = ById.extend({ event_id: z.string().max(40) });
const ListQuery = z.strictObject({
  state: DeliveryState.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const Webhook = z.object({
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
/** `secret` (whsec_…) is told here and nowhere else. */
const WebhookWithSecret = Webhook.extend({ secret: z.string() });

const AttemptBody = z.object({
  at: Time,
  duration_ms: z.int(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  /** The first 1,024 bytes of the answer. */
  answer: z.string(),
});
const DeliveryBody = z.object({
  /** The webhook-id header. */
  event_id: z.string(),
  type: z.string(),
  at: Time,
  state: DeliveryState,
  attempts: z.int(),
  next_attempt_at: Time.nullable(),
});
const ListedDelivery = DeliveryBody.extend({ last_attempt: AttemptBody.nullable() });
const WholeDelivery = DeliveryBody.extend({ body: z.string(), log: z.array(AttemptBody) });

/** Where a brand is told of events: their addresses, secrets and deliveries. */
export function webhooks(server: Typed, deps: ApiDeps): void {
  const read = { config: { scope: 'webhooks:read' } } as const;
  const write = { config: { scope: 'webhooks:write' } } as const;

  server.get(
    '/webhooks',
    {
      ...read,
      schema: { response: { 200: z.object({ data: z.array(Webhook), next_cursor: z.null() }) } },
    },
    async (request) => ({
      data: (await listEndpoints(deps, scopeOf(request))).map(toWebhook),
      next_cursor: null, // there are ten at most
    }),
  );

  server.post(
    '/webhooks',
    { ...write, schema: { body: NewWebhook, response: { 201: WebhookWithSecret } } },
    async (request, reply) => {
      const { url, event_types: eventTypes } = request.body;
      const { endpoint, secret } = await createEndpoint(deps, scopeOf(request), { url, eventTypes });
      return reply.code(201).send({ ...toWebhook(endpoint), secret });
    },
  );

  server.patch(
    '/webhooks/:id',
    { ...write, schema: { params: ById, body: WebhookChange, response: { 200: Webhook } } },
    async (request) => {
      const { url, event_types: eventTypes, enabled } = request.body;
      const change = { id: request.params.id, url, eventTypes, enabled };
      return toWebhook(await changeEndpoint(deps, scopeOf(request), change));
    },
  );

  server.delete(
    '/webhooks/:id',
    {
      ...write,
      schema: { params: ById, response: { 200: z.object({ id: z.string(), deleted: z.literal(true) }) } },
    },
    async (request) => {
      const { id } = request.params;
      await deleteEndpoint(deps, scopeOf(request), { id });
      return { id, deleted: true as const };
    },
  );

  server.post(
    '/webhooks/:id/rotate',
    { ...write, schema: { params: ById, body: Rotation, response: { 200: WebhookWithSecret } } },
    async (request) => {
      const rotation = { id: request.params.id, overlapHours: request.body.overlap_hours };
      const { endpoint, secret } = await rotateSecret(deps, scopeOf(request), rotation);
      return { ...toWebhook(endpoint), secret };
    },
  );

  server.post(
    '/webhooks/:id/test',
    { ...write, schema: { params: ById, response: { 200: z.object({ event_id: z.string() }) } } },
    async (request) => {
      const { eventId } = await sendTestEvent(deps, scopeOf(request), request.params);
      return { event_id: eventId };
    },
  );

  server.get(
    '/webhooks/:id/deliveries',
    {
      ...read,
      schema: {
        params: ById,
        querystring: ListQuery,
        response: { 200: z.object({ data: z.array(ListedDelivery), next_cursor: z.string().nullable() }) },
      },
    },
    async (request) => {
      const query = { ...request.query, id: request.params.id };
      const page = await listDeliveries(deps, scopeOf(request), query);
      const data = page.data.map(({ lastAttempt, ...delivery }) => ({
        ...toDelivery(delivery),
        last_attempt: lastAttempt && toAttempt(lastAttempt),
      }));
      return { data, next_cursor: page.nextCursor };
    },
  );

  server.get(
    '/webhooks/:id/deliveries/:event_id',
    { ...read, schema: { params: ByEvent, response: { 200: WholeDelivery } } },
    async (request) => {
      const { id: endpointId, event_id: eventId } = request.params;
      const { body, log, ...delivery } = await readDelivery(deps, scopeOf(request), { endpointId, eventId });
      return { ...toDelivery(delivery), body, log: log.map(toAttempt) };
    },
  );

  server.post(
    '/webhooks/:id/deliveries/:event_id/replay',
    { ...write, schema: { params: ByEvent, response: { 200: z.object({ event_id: z.string() }) } } },
    async (request) => {
      const { id: endpointId, event_id: eventId } = request.params;
      await replayDelivery(deps, scopeOf(request), { endpointId, eventId });
      return { event_id: eventId };
    },
  );

  server.post(
    '/webhooks/:id/replay',
    {
      ...write,
      schema: { params: ById, body: FailedSince, response: { 200: z.object({ replayed: z.int() }) } },
    },
    (request) =>
      replayFailed(deps, scopeOf(request), { id: request.params.id, since: request.body.failed_since }),
  );
}

const timeOf = (at: Date | null) => at?.toISOString() ?? null;

function toWebhook(endpoint: Endpoint): z.infer<typeof Webhook> {
  return {
    id: endpoint.id,
    url: endpoint.url,
    event_types: endpoint.eventTypes,
    created_at: endpoint.createdAt.toISOString(),
    disabled_at: timeOf(endpoint.disabledAt),
    disabled_for: endpoint.disabledFor,
    failing_since: timeOf(endpoint.failingSince),
    previous_secret_until: timeOf(endpoint.previousSecretUntil),
  };
}

function toDelivery(delivery: Omit<Delivery, 'lastAttempt'>): z.infer<typeof DeliveryBody> {
  const { eventId, type, at, state, attempts, nextAttemptAt } = delivery;
  return {
    event_id: eventId,
    type,
    at: at.toISOString(),
    state,
    attempts,
    next_attempt_at: timeOf(nextAttemptAt),
  };
}

function toAttempt({ at, durationMs, ...rest }: Attempt): z.infer<typeof AttemptBody> {
  return { at: at.toISOString(), duration_ms: durationMs, ...rest };
}
