import type { Sql } from '@kolony/db';
import { newId } from '@kolony/kernel';
import { VERSION, type WebhookEvent } from './events.ts';

/**
 * Tells events to the endpoints that want them, in the transaction that makes them true: they are sent if and only if
 * it commits. For a disabled endpoint they are kept as failed. Of all brands at once, since a background job's
 * transaction may be about several; each event goes to its own brand's endpoints.
 */
export async function announce(tx: Sql, events: readonly WebhookEvent[]): Promise<void> {
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
  const written = told.map(({ event: { brandId, type, at, data }, id }) => {
    return { id, brandId, type, at, body: bodyOf({ type, at, data }) };
  });
  const deliveries = told.flatMap(({ event: { brandId, at }, to, id }) =>
    to.map((endpoint) => ({
      endpointId: endpoint.id,
      eventId: id,
      brandId,
      state: endpoint.disabled_at === null ? 'pending' : 'failed',
      at,
    })),
  );
  await tx.$executeRaw`
    INSERT INTO webhook_events (id, brand_id, type, at, body)
    SELECT r.id, r."brandId", r.type, r.at, r.body FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb)
      AS r(id text, "brandId" text, type text, at timestamptz, body text)`;
  await tx.$executeRaw`
    INSERT INTO webhook_deliveries (endpoint_id, event_id, brand_id, state, next_attempt_at)
    SELECT r."endpointId", r."eventId", r."brandId", r.state, r.at
    FROM jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
      AS r("endpointId" text, "eventId" text, "brandId" text, state text, at timestamptz)`;
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
