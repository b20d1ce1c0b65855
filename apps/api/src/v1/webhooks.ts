import {
  DeliveriesQuery,
  Delivery,
  type DeliveryAttempt,
  DeliveryDetail,
  FailedSince,
  SecretRotation,
  Webhook,
  WebhookChange,
  WebhookRequest,
  WebhookWithSecret,
} from '@kolony/rest/schema';
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
import type { Attempt, Endpoint, Delivery as RoomDelivery } from '@kolony/webhooks/schema';
import { z } from 'zod';
import { scopeOf } from '../authenticate.ts';
import type { ApiDeps, Typed } from '../deps.ts';

const ById = z.object({ id: z.string().max(40) });
const ByEvent = ById.extend({ event_id: z.string().max(40) });
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
    { ...write, schema: { body: WebhookRequest, response: { 201: WebhookWithSecret } } },
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
    { ...write, schema: { params: ById, body: SecretRotation, response: { 200: WebhookWithSecret } } },
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
        querystring: DeliveriesQuery,
        response: { 200: z.object({ data: z.array(Delivery), next_cursor: z.string().nullable() }) },
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
    { ...read, schema: { params: ByEvent, response: { 200: DeliveryDetail } } },
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

function toWebhook(endpoint: Endpoint): Webhook {
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

function toDelivery(delivery: Omit<RoomDelivery, 'lastAttempt'>): Omit<Delivery, 'last_attempt'> {
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

function toAttempt({ at, durationMs, ...rest }: Attempt): DeliveryAttempt {
  return { at: at.toISOString(), duration_ms: durationMs, ...rest };
}
