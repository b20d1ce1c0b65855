import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Page, toPage } from '@kolony/kernel';
import { notFound, toConnection } from './connection.ts';
import { type Connection, type ConnectionEvent, EventOutcome } from './schema.ts';

/** Newest first; all of them, since there are few. */
export async function listConnections({ db }: Deps, { brandId }: BrandScope): Promise<Connection[]> {
  const [rows, waiting] = await Promise.all([
    db.connection.findMany({ where: { brandId }, orderBy: { id: 'desc' } }),
    db.connectionDelivery.groupBy({
      by: ['connectionId'],
      where: { brandId, outcome: 'waiting' },
      _count: true,
    }),
  ]);
  const counts = new Map(waiting.map(({ connectionId, _count }) => [connectionId, _count]));
  return rows.map((row) => toConnection(row, counts.get(row.id) ?? 0));
}

export interface ConnectionEventQuery {
  id: string;
  outcome?: EventOutcome | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** What came through a connection, newest first. `connectors/connection_not_found` */
export async function listConnectionEvents(
  { db }: Deps,
  { brandId }: BrandScope,
  { id, outcome, cursor, limit = 50 }: ConnectionEventQuery,
): Promise<Page<ConnectionEvent>> {
  if ((await db.connection.count({ where: { id, brandId } })) === 0) throw notFound(id);
  const rows = await db.connectionDelivery.findMany({
    where: {
      connectionId: id,
      brandId,
      ...(outcome ? { outcome } : {}),
      ...(cursor && /^\d{1,18}$/.test(cursor) ? { no: { lt: BigInt(cursor) } } : {}),
    },
    orderBy: { no: 'desc' },
    take: limit + 1,
  });
  const events = rows.map((row) => ({
    no: String(row.no),
    eventId: row.eventId,
    topic: row.topic,
    orderId: row.orderId,
    outcome: EventOutcome.parse(row.outcome),
    why: row.why,
    times: row.times,
    receivedAt: row.receivedAt,
  }));
  return toPage(events, limit, ({ no }) => no);
}
