import type { Database, Deps, Prisma } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, type Page, toPage } from '@kolony/kernel';
import { notFound } from './endpoint.ts';
import { type Attempt, type Delivery, type DeliveryDetail, DeliveryState } from './schema.ts';

export interface DeliveryQuery {
  id: string;
  state?: DeliveryState | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** An endpoint's deliveries, newest event first. `webhooks/endpoint_not_found` */
export async function listDeliveries(
  { db }: Deps,
  { brandId }: BrandScope,
  { id, state, cursor, limit = 50 }: DeliveryQuery,
): Promise<Page<Delivery>> {
  if ((await db.webhookEndpoint.count({ where: { id, brandId } })) === 0) throw notFound(id);
  const rows = await db.webhookDelivery.findMany({
    where: {
      endpointId: id,
      brandId,
      ...(state ? { state } : {}),
      ...(cursor ? { eventId: { lt: cursor } } : {}),
    },
    orderBy: { eventId: 'desc' },
    take: limit + 1,
    include: { event: { select: { type: true, at: true } }, log: { orderBy: { id: 'desc' }, take: 1 } },
  });
  const deliveries = rows.map((row) => ({
    ...toDelivery(row),
    lastAttempt: row.log.map(toAttempt)[0] ?? null,
  }));
  return toPage(deliveries, limit, (delivery) => delivery.eventId);
}

/** One delivery with what is sent and what came of it. `webhooks/delivery_not_found` */
export async function readDelivery(
  { db }: { db: Database },
  { brandId }: BrandScope,
  { endpointId, eventId }: DeliveryName,
): Promise<DeliveryDetail> {
  const row = await db.webhookDelivery.findFirst({
    where: { endpointId, eventId, brandId },
    include: { event: true, log: { orderBy: { id: 'desc' } } },
  });
  if (!row) throw deliveryNotFound(eventId);
  return { ...toDelivery(row), body: row.event.body, log: row.log.map(toAttempt) };
}

export interface DeliveryName {
  endpointId: string;
  eventId: string;
}

export function deliveryNotFound(id: string): KolonyError {
  return new KolonyError('webhooks/delivery_not_found', 'not_found', { id });
}

type Row = Prisma.WebhookDeliveryGetPayload<{ include: { event: { select: { type: true; at: true } } } }>;

export function toDelivery({ endpointId, eventId, event, state, attempts, nextAttemptAt }: Row) {
  return {
    endpointId,
    eventId,
    type: event.type,
    at: event.at,
    state: DeliveryState.parse(state),
    attempts,
    nextAttemptAt: state === 'pending' ? nextAttemptAt : null,
  };
}

export function toAttempt({ at, durationMs, status, error, answer }: Attempt): Attempt {
  return { at, durationMs, status, error, answer };
}
