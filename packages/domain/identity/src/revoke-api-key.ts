import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { audit } from './audit.ts';
import type { BrandScope } from './schema.ts';

/** From the next request on the key opens nothing; `identity/api_key_not_found`. Revoking twice changes nothing. */
export async function revokeApiKey(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const ours = { id, brandId: scope.brandId };
    const { count } = await tx.apiKey.updateMany({
      where: { ...ours, revokedAt: null },
      data: { revokedAt: deps.clock.now() },
    });
    if (count === 1) return audit(tx, scope, { action: 'api_key.revoked', subject: id });
    if ((await tx.apiKey.count({ where: ours })) === 0)
      throw new KolonyError('identity/api_key_not_found', 'not_found');
  });
}
