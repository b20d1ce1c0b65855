import type { Prisma, Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope, SystemScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { DisabledFor, type Endpoint, EventType } from './schema.ts';

type Row = Prisma.WebhookEndpointGetPayload<object>;

/** `now` decides whether the secret before still signs. */
export function toEndpoint(row: Row, now: Date): Endpoint {
  const { id, url, createdAt, disabledAt, failingSince, previousSecretUntil } = row;
  return {
    id,
    url,
    eventTypes: EventType.array().parse(row.eventTypes),
    createdAt,
    disabledAt,
    disabledFor: DisabledFor.nullable().parse(row.disabledFor),
    failingSince,
    previousSecretUntil: previousSecretUntil && previousSecretUntil > now ? previousSecretUntil : null,
  };
}

/** Locks the endpoint's row, which is taken before its deliveries everywhere. `webhooks/endpoint_not_found` */
export async function lockEndpoint(tx: Tx, { brandId }: BrandScope, id: string): Promise<Row> {
  await tx.$queryRaw`
    SELECT id FROM webhook_endpoints WHERE id = ${id} AND brand_id = ${brandId} FOR NO KEY UPDATE`;
  const row = await tx.webhookEndpoint.findFirst({ where: { id, brandId } });
  if (!row) throw notFound(id);
  return row;
}

/** Stops a locked endpoint: what waits for it becomes failed, so that it can be replayed and is not sent by surprise. */
export async function disable(
  tx: Tx,
  scope: BrandScope | SystemScope,
  { id, brandId, why, now }: { id: string; brandId: string; why: DisabledFor; now: Date },
): Promise<void> {
  const { count } = await tx.webhookEndpoint.updateMany({
    where: { id, brandId, disabledAt: null },
    data: { disabledAt: now, disabledFor: why },
  });
  if (count === 0) return;
  await tx.webhookDelivery.updateMany({
    where: { endpointId: id, state: 'pending' },
    data: { state: 'failed', leasedUntil: null },
  });
  await audit(tx, scope, { brandId, action: 'webhook.disabled', subject: id, facts: { why } });
}

export function notFound(id: string): KolonyError {
  return new KolonyError('webhooks/endpoint_not_found', 'not_found', { id });
}
