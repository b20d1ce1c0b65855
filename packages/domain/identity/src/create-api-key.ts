import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { generateApiKey, prefixOf, toApiKey } from './api-key.ts';
import { audit } from './audit.ts';
import type { ApiKey, BrandScope, NewApiKey } from './schema.ts';

/**
 * The key is in the answer and nowhere else: only its SHA-256 is stored. `identity/forbidden` for whoever is not a
 * person: a key cannot make keys.
 */
export async function createApiKey(
  deps: Deps,
  scope: BrandScope,
  { name, scopes }: NewApiKey,
): Promise<{ key: string; apiKey: ApiKey }> {
  const createdBy = /^user:(.+)$/.exec(scope.actor)?.[1];
  if (!createdBy) throw new KolonyError('identity/forbidden', 'forbidden');
  const key = generateApiKey();
  const row = await inTransaction(deps.db, async (tx) => {
    const created = await tx.apiKey.create({
      data: {
        id: newId('key'),
        brandId: scope.brandId,
        name,
        prefix: prefixOf(key),
        hash: sha256(key),
        scopes: [...new Set(scopes)],
        createdBy,
        createdAt: deps.clock.now(),
      },
    });
    const facts = { name, scopes: created.scopes.join(' ') };
    await audit(tx, scope, { action: 'api_key.created', subject: created.id, facts });
    return created;
  });
  return { key, apiKey: toApiKey(row) };
}
