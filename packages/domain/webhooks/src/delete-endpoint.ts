import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { lockEndpoint } from './endpoint.ts';

/** It is told nothing more, and its log goes with it. `webhooks/endpoint_not_found` */
export async function deleteEndpoint(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { url } = await lockEndpoint(tx, scope, id);
    await tx.webhookEndpoint.delete({ where: { id } });
    await audit(tx, scope, { action: 'webhook.deleted', subject: id, facts: { url } });
  });
}
