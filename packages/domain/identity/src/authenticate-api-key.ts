import type { Deps } from '@kolony/db';
import { after, MINUTE } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { isWellFormedApiKey } from './api-key.ts';
import { mintBrandScope } from './mint.ts';
import { ApiScope, type BrandScope } from './schema.ts';

/** Whose key it is and what it may do; null for whatever is not a good key. */
export async function authenticateApiKey(
  deps: Deps,
  key: string,
): Promise<{ scope: BrandScope; scopes: ApiScope[] } | null> {
  if (!isWellFormedApiKey(key)) return null;
  const row = await deps.db.apiKey.findUnique({ where: { hash: sha256(key) }, include: { brand: true } });
  if (!row || row.revokedAt) return null;
  await noteUse(deps, row);
  return {
    scope: mintBrandScope({
      brandId: row.brandId,
      actor: `api_key:${row.id}`,
      timeZone: row.brand.timeZone,
    }),
    scopes: ApiScope.array().parse(row.scopes),
  };
}

/** Once a minute answers "is this key still used?" and spares a write per request, also when many come at once. */
async function noteUse({ db, clock }: Deps, key: { id: string; lastUsedAt: Date | null }): Promise<void> {
  const now = clock.now();
  const stale = after(now, -MINUTE);
  if (key.lastUsedAt && key.lastUsedAt > stale) return;
  await db.apiKey.updateMany({
    where: { id: key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: stale } }] },
    data: { lastUsedAt: now },
  });
}
