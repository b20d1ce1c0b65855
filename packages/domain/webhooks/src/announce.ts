import type { Tx } from '@kolony/db';
import { newId } from '@kolony/kernel';
import { VERSION, type WebhookEvent } from './events.ts';

/**
 * Tells events to the endpoints that want them, in the transaction that makes them true: they are sent if and only if
 * it commits. For a disabled endpoint they are kept as failed. Of all brands at once, since a background job's
 * transaction may be about several; each event goes to its own brand's endpoints.
 */
export async function announce(tx: Tx, events: readonly WebhookEvent[]): Promise<void> {
  const brandIds = [...new Set(events.map((event) => event.brandId))];
  if (brandIds.length === 0) return;
  // Locked, because an endpoint that is deleted meanwhile must not fail the caller's transaction.
  const endpoints = await tx.$queryRaw<Subscriber[]>`
    SELECT id, brand_id, event_types, disabled_at FROM webhook_endpoints
    WHERE brand_id = ANY(${brandIds}::text[]) ORDER BY id FOR KEY SHARE`;
  const told = events.flatMap((event) => {
    const to = endpoints.filter(
      (endpoint) => endpoint.brand_id === event.brandId && endpoint.event_types.includes(event.type),
    );
    return to.length === 0 ? [] : [{ event, to, id: newId('evt', event.at.getTime()) }];
  });
  if (told.length === 0) return;
  await tx.webhookEvent.createMany({
    data: told.map(({ event: { brandId, type, at, data }, id }) => ({
      id,
      brandId,
      type,
      at,
      body: bodyOf({ type, at, data }),
    })),
  });
  await tx.webhookDelivery.createMany({
    data: told.flatMap(({ event: { brandId, at }, to, id }) =>
      to.map((endpoint) => ({
        endpointId: endpoint.id,
        eventId: id,
        brandId,
        state: endpoint.disabled_at === null ? 'pending' : 'failed',
        nextAttemptAt: at,
      })),
    ),
  });
}

interface Subscriber {
  id: string;
  brand_id: string;
  event_types: string[];
  disabled_at: Date | null;
}

/** The JSON that is signed and sent; written once, because another order of fields is another signature. */
export function bodyOf({ type, at, data }: { type: string; at: Date; data: object }): string {
  return JSON.stringify({ type, version: VERSION, timestamp: at.toISOString(), data });
}
