import { type Deps, sqlOf } from '@kolony/db';
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
  // One statement: every request of a shop asks it.
  const [row] = await sqlOf(deps.db).$queryRaw<Row[]>`
    SELECT k.id, k.brand_id, k.scopes, k.last_used_at, b.time_zone FROM api_keys k JOIN brands b ON b.id = k.brand_id
    WHERE k.hash = ${sha256(key)} AND k.revoked_at IS NULL`;
  if (!row) return null;
  await noteUse(deps, { id: row.id, lastUsedAt: row.last_used_at });
  return {
    scope: mintBrandScope({
      brandId: row.brand_id,
      actor: `api_key:${row.id}`,
      timeZone: row.time_zone,
    }),
    scopes: ApiScope.array().parse(row.scopes),
  };
}

interface Row {
  id: string;
  brand_id: string;
  scopes: string[];
  last_used_at: Date | null;
  time_zone: string;
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
