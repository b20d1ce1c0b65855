import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { lockConnection, toConnection } from './connection.ts';
import { SECRET_END } from './create-connection.ts';
import type { ChangeConnection, Connection } from './schema.ts';
import { seal } from './seal.ts';
import type { ConnectorDeps } from './settings.ts';

/** Another name or secret, paused or not. A new secret holds from the next event on. `connectors/connection_not_found` */
export async function changeConnection(
  deps: ConnectorDeps,
  scope: BrandScope,
  { id, name, secret, paused }: ChangeConnection,
): Promise<Connection> {
  return inTransaction(deps.db, async (tx) => {
    const before = await lockConnection(tx, scope, id);
    const pausedAt = paused === undefined || (paused && before.pausedAt) ? before.pausedAt : null;
    const row = await tx.connection.update({
      where: { id },
      data: {
        ...(name === undefined ? {} : { name }),
        ...(secret === undefined
          ? {}
          : {
              secret: new Uint8Array(seal(deps.connectors.keys, { id, secret })),
              secretEnd: secret.slice(-SECRET_END),
            }),
        pausedAt: paused && !pausedAt ? deps.clock.now() : pausedAt,
      },
    });
    const facts = { name: row.name, secret_changed: secret !== undefined, paused: row.pausedAt !== null };
    await audit(tx, scope, { action: 'connection.changed', subject: id, facts });
    return toConnection(
      row,
      await tx.connectionDelivery.count({ where: { connectionId: id, outcome: 'waiting' } }),
    );
  });
}
