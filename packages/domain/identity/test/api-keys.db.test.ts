import { SECOND } from '@kolony/kernel';
import { expect, test } from 'vitest';
import {
  authenticateApiKey,
  createApiKey,
  listApiKeys,
  openBrandSession,
  revokeApiKey,
  signUpBrand,
} from '../src/index.ts';
import { brandOf, makeWorld, START } from './world.ts';

async function brandWorld() {
  const w = await makeWorld();
  const scopeOf = async (email: string) => {
    const { token } = await signUpBrand(w.deps, brandOf({ email }));
    const session = await openBrandSession(w.deps, token);
    if (!session) throw new Error('no session');
    return session.scope;
  };
  const ours = await scopeOf('ours@x.example');
  const create = () =>
    createApiKey(w.deps, ours, { name: 'Shop', scopes: ['conversions:write', 'conversions:read'] });
  return Object.assign(w, { scopeOf, ours, create });
}

test('a key is shown once, opens its brand with its scopes, and is stored as a hash', async () => {
  await using w = await brandWorld();
  const { key, apiKey } = await w.create();
  expect(apiKey).toEqual({
    id: expect.stringMatching(/^key_/),
    name: 'Shop',
    prefix: key.slice(0, 14),
    scopes: ['conversions:write', 'conversions:read'],
    createdAt: START,
    lastUsedAt: null,
    revokedAt: null,
  });
  expect(await authenticateApiKey(w.deps, key)).toEqual({
    scope: { brandId: w.ours.brandId, actor: `api_key:${apiKey.id}`, timeZone: 'Asia/Shanghai' },
    scopes: ['conversions:write', 'conversions:read'],
  });
  const everything = JSON.stringify([
    await w.db.apiKey.findMany(),
    await listApiKeys(w.deps, w.ours),
    (await w.db.auditEvent.findMany()).map((event) => [event.action, event.facts]),
  ]);
  expect(everything).toContain('api_key.created');
  expect(everything).not.toContain(key);
  expect(everything).not.toContain(key.slice(9, 49));
});

test('its last use is noted at most once a minute, also when a hundred requests come at once', async () => {
  await using w = await brandWorld();
  const { key } = await w.create();
  const lastUse = async () => (await listApiKeys(w.deps, w.ours))[0]?.lastUsedAt?.getTime();
  await authenticateApiKey(w.deps, key);
  expect(await lastUse()).toBe(START.getTime());
  w.clock.move(59 * SECOND);
  await authenticateApiKey(w.deps, key);
  expect(await lastUse()).toBe(START.getTime());
  w.clock.move(SECOND);
  await Promise.all(Array.from({ length: 100 }, () => authenticateApiKey(w.deps, key)));
  expect(await lastUse()).toBe(START.getTime() + 60 * SECOND);
});

test('a revoked key opens nothing from the next request on; revoking again changes nothing', async () => {
  await using w = await brandWorld();
  const { key, apiKey } = await w.create();
  w.clock.move(SECOND);
  await revokeApiKey(w.deps, w.ours, { id: apiKey.id });
  expect(await authenticateApiKey(w.deps, key)).toBeNull();
  w.clock.move(SECOND);
  await Promise.all([1, 2, 3].map(() => revokeApiKey(w.deps, w.ours, { id: apiKey.id })));
  expect((await listApiKeys(w.deps, w.ours))[0]?.revokedAt).toEqual(new Date(START.getTime() + SECOND));
  expect(await w.db.auditEvent.count({ where: { action: 'api_key.revoked' } })).toBe(1);
});

test('revoked three times at once, it is written to the log once', async () => {
  await using w = await brandWorld();
  const { apiKey } = await w.create();
  await Promise.all([1, 2, 3].map(() => revokeApiKey(w.deps, w.ours, { id: apiKey.id })));
  expect(await w.db.auditEvent.count({ where: { action: 'api_key.revoked' } })).toBe(1);
});

test('another brand sees, revokes and learns nothing', async () => {
  await using w = await brandWorld();
  const { key, apiKey } = await w.create();
  const theirs = await w.scopeOf('theirs@x.example');
  expect(await listApiKeys(w.deps, theirs)).toEqual([]);
  const answers = [apiKey.id, 'key_00000000000000000000000000'].map((id) =>
    revokeApiKey(w.deps, theirs, { id }).catch((error: { message: string }) => error.message),
  );
  // The same words for a key that is another's and one that never was.
  expect(await Promise.all(answers)).toEqual(Array(2).fill('identity/api_key_not_found {}'));
  expect(await authenticateApiKey(w.deps, key)).not.toBeNull();
});

test('a key makes no keys', async () => {
  await using w = await brandWorld();
  const { key } = await w.create();
  const opened = await authenticateApiKey(w.deps, key);
  if (!opened) throw new Error('no key');
  const made = createApiKey(w.deps, opened.scope, { name: 'Another', scopes: ['reports:read'] });
  await expect(made).rejects.toMatchObject({ code: 'identity/forbidden', kind: 'forbidden' });
});

test('the same scope twice is kept once', async () => {
  await using w = await brandWorld();
  const { apiKey } = await createApiKey(w.deps, w.ours, {
    name: 'Twice',
    scopes: ['links:read', 'links:read'],
  });
  expect(apiKey.scopes).toEqual(['links:read']);
});

test('garbage, near misses and the stored hash open nothing', async () => {
  await using w = await brandWorld();
  const { key } = await w.create();
  const stored = await w.db.apiKey.findFirstOrThrow();
  const tries = [
    '',
    'kol_live_',
    key.slice(0, -1),
    `${key} `,
    `${key}\n`,
    ` ${key}`,
    key.toUpperCase(),
    key.replace('live', 'test'),
    `${key}${key}`,
    stored.hash,
    stored.prefix,
    stored.id,
    "' OR '1'='1",
    '\0',
    '🦊'.repeat(55),
    'k'.repeat(1_000_000),
  ];
  for (const text of tries) expect(await authenticateApiKey(w.deps, text)).toBeNull();
});
