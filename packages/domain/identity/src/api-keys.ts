import { randomBytes } from 'node:crypto';
import { type Deps, inTransaction } from '@kolony/db';
import { after, KolonyError, MINUTE, newId } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { audit } from './audit.ts';
import { mintBrandScope } from './mint.ts';
import { type ApiKey, ApiScope, type BrandScope, type NewApiKey } from './schema.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'; // RFC 4648 base 32, lower case
const RANDOM_CHARS = 40; // 200 bits
const CHECK_CHARS = 6;

/** `kol_live_` + 40 random characters + 6 of their SHA-256: a typing mistake is refused without a look-up. */
const SHAPE = new RegExp(`^kol_live_([a-z2-7]{${RANDOM_CHARS}})([0-9a-f]{${CHECK_CHARS}})$`);

function generate(): string {
  const secret = [...randomBytes(RANDOM_CHARS)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
  return `kol_live_${secret}${sha256(secret).slice(0, CHECK_CHARS)}`;
}

/** The key is in the answer and nowhere else: only its SHA-256 is stored. */
export async function createApiKey(deps: Deps, scope: BrandScope, { name, scopes }: NewApiKey): Promise<{ key: string; apiKey: ApiKey }> {
  const key = generate();
  const [, userId] = scope.actor.split(':');
  if (!scope.actor.startsWith('user:') || !userId) throw new KolonyError('identity/forbidden', 'forbidden');
  const row = await inTransaction(deps.db, async (tx) => {
    const created = await tx.apiKey.create({
      data: { id: newId('key'), brandId: scope.brandId, name, prefix: key.slice(0, 14), hash: sha256(key), scopes, createdBy: userId, createdAt: deps.clock.now() },
    });
    await audit(tx, scope, { action: 'api_key.created', subject: created.id, facts: { scopes: scopes.join(' ') } });
    return created;
  });
  return { key, apiKey: toApiKey(row) };
}

export async function listApiKeys({ db }: Deps, scope: BrandScope): Promise<ApiKey[]> {
  return (await db.apiKey.findMany({ where: { brandId: scope.brandId }, orderBy: { id: 'desc' } })).map(toApiKey);
}

/** From the next request on the key opens nothing; `identity/api_key_not_found`. Revoking twice changes nothing. */
export async function revokeApiKey(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const row = await tx.apiKey.findFirst({ where: { id, brandId: scope.brandId } });
    if (!row) throw new KolonyError('identity/api_key_not_found', 'not_found', { id });
    if (row.revokedAt) return;
    await tx.apiKey.update({ where: { id }, data: { revokedAt: deps.clock.now() } });
    await audit(tx, scope, { action: 'api_key.revoked', subject: id });
  });
}

/** Whose key it is and what it may do; null for whatever is not a good key. */
export async function authenticateApiKey(deps: Deps, key: string): Promise<{ scope: BrandScope; scopes: ApiScope[] } | null> {
  const [, secret, check] = SHAPE.exec(key) ?? [];
  if (!secret || sha256(secret).slice(0, CHECK_CHARS) !== check) return null;
  const row = await deps.db.apiKey.findUnique({ where: { hash: sha256(key) }, include: { brand: true } });
  if (!row || row.revokedAt) return null;
  const now = deps.clock.now();
  // Once a minute is enough to answer "is this key still used?" and spares a write per request.
  if (!row.lastUsedAt || row.lastUsedAt < after(now, -MINUTE)) await deps.db.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: now } });
  return {
    scope: mintBrandScope({ brandId: row.brandId, actor: `api_key:${row.id}`, timeZone: row.brand.timeZone }),
    scopes: row.scopes.map((scope) => ApiScope.parse(scope)),
  };
}

function toApiKey(row: { id: string; name: string; prefix: string; scopes: string[]; createdAt: Date; lastUsedAt: Date | null; revokedAt: Date | null }): ApiKey {
  const { id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt } = row;
  return { id, name, prefix, scopes: scopes.map((scope) => ApiScope.parse(scope)), createdAt, lastUsedAt, revokedAt };
}
