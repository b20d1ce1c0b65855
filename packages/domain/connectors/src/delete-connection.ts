import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { lockConnection } from './connection.ts';

/** Nothing more is taken from this shop, and the log goes; its orders stay. `connectors/connection_not_found` */
export async function deleteConnection(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { provider, name } = await lockConnection(tx, scope, id);
    await tx.connection.delete({ where: { id } });
    await audit(tx, scope, { action: 'connection.deleted', subject: id, facts: { provider, name } });
  });
}
