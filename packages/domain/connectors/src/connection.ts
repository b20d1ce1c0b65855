import type { Prisma, Tx } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { type Connection, Provider, TurnedAwayFor } from './schema.ts';

type Row = Prisma.ConnectionGetPayload<object>;

export function toConnection(row: Row, waiting: number): Connection {
  const { id, name, orderPrefix, secretEnd, createdAt, pausedAt } = row;
  const { received, lastReceivedAt, turnedAway, lastTurnedAwayAt, lastTurnedAwayFor } = row;
  return {
    id,
    provider: Provider.parse(row.provider),
    name,
    orderPrefix,
    secretEnd,
    createdAt,
    pausedAt,
    received,
    lastReceivedAt,
    turnedAway,
    lastTurnedAwayAt,
    lastTurnedAwayFor: TurnedAwayFor.nullable().parse(lastTurnedAwayFor),
    waiting,
  };
}

/** Locks a connection of the brand. `connectors/connection_not_found` */
export async function lockConnection(tx: Tx, { brandId }: BrandScope, id: string): Promise<Row> {
  await tx.$queryRaw`SELECT id FROM connections WHERE id = ${id} AND brand_id = ${brandId} FOR NO KEY UPDATE`;
  const row = await tx.connection.findFirst({ where: { id, brandId } });
  if (!row) throw notFound(id);
  return row;
}

export function notFound(id: string): KolonyError {
  return new KolonyError('connectors/connection_not_found', 'not_found', { id });
}
