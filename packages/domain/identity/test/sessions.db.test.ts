import { sha256 } from '@kolony/kernel/hash';
import { describe, expect, test } from 'vitest';
import {
  forgetExpiredSessions,
  openBrandSession,
  openKolSession,
  signInBrand,
  signOut,
  signUpBrand,
  systemScope,
} from '../src/index.ts';
import { brandOf, HERE, makeWorld, PASSWORD } from './world.ts';

// Lucia lives in the wall clock; so do these.
const days = (count: number) => new Date(Date.now() + count * 86_400_000);
const credentials = { email: 'lin@huaxi.example', password: PASSWORD };

async function signedUp() {
  const w = await makeWorld();
  const { token, me } = await signUpBrand(w.deps, brandOf());
  const row = () => w.db.session.findUniqueOrThrow({ where: { id: sha256(token) } });
  const expireAt = (expiresAt: Date) =>
    w.db.session.update({ where: { id: sha256(token) }, data: { expiresAt } });
  return Object.assign(w, { token, me, row, expireAt });
}

test('the table does not contain the cookie, and what it contains opens nothing', async () => {
  await using w = await signedUp();
  const { id, app } = await w.row();
  expect(app).toBe('brand');
  expect(JSON.stringify(await w.db.session.findMany())).not.toContain(w.token);
  expect(await openBrandSession(w.deps, id)).toBeNull();
});

test('200 random bits, new for every sign-in', async () => {
  await using w = await signedUp();
  const { token } = await signInBrand(w.deps, credentials, HERE);
  for (const each of [w.token, token]) expect(each).toMatch(/^[a-z2-7]{40}$/);
  expect(token).not.toBe(w.token);
});

test('signing in ends the session it replaces and no other', async () => {
  await using w = await signedUp();
  const phone = await signInBrand(w.deps, credentials, HERE);
  const next = await signInBrand(w.deps, credentials, { ...HERE, replaces: w.token });
  expect(await openBrandSession(w.deps, w.token)).toBeNull();
  expect(await openBrandSession(w.deps, phone.token)).not.toBeNull();
  expect(await openBrandSession(w.deps, next.token)).not.toBeNull();
});

test('a refused sign-in ends nothing', async () => {
  await using w = await signedUp();
  const refused = signInBrand(w.deps, { ...credentials, password: 'wrong' }, { ...HERE, replaces: w.token });
  await expect(refused).rejects.toMatchObject({ code: 'identity/wrong_credentials' });
  expect(await openBrandSession(w.deps, w.token)).not.toBeNull();
});

test('a value set by somebody else before sign-in is never promoted', async () => {
  await using w = await signedUp();
  const planted = 'a'.repeat(40);
  await signInBrand(w.deps, credentials, { ...HERE, replaces: planted });
  expect(await openBrandSession(w.deps, planted)).toBeNull();
});

describe('thirty days', () => {
  test('from sign-in, give or take this test', async () => {
    await using w = await signedUp();
    const { expiresAt } = await w.row();
    expect(Math.abs(expiresAt.getTime() - days(30).getTime())).toBeLessThan(60_000);
  });

  test('used in its second half, a session lasts thirty days more; in its first, nothing is written', async () => {
    await using w = await signedUp();
    await w.expireAt(days(14));
    await openBrandSession(w.deps, w.token);
    expect((await w.row()).expiresAt.getTime()).toBeGreaterThan(days(29).getTime());
    await w.expireAt(days(16));
    await openBrandSession(w.deps, w.token);
    expect((await w.row()).expiresAt.getTime()).toBeLessThan(days(17).getTime());
  });

  test('over, it opens nothing and is removed', async () => {
    await using w = await signedUp();
    await w.expireAt(days(-1));
    expect(await openBrandSession(w.deps, w.token)).toBeNull();
    expect(await w.db.session.count()).toBe(0);
  });

  test('housekeeping removes those that are over, and moving the rooms’ clock on signs nobody out', async () => {
    await using w = await signedUp();
    const { token } = await signInBrand(w.deps, credentials, HERE);
    await w.expireAt(days(-1));
    w.clock.move(400 * 86_400_000);
    await forgetExpiredSessions(w.deps, systemScope('test'));
    expect(await w.db.session.count()).toBe(1);
    expect(await openBrandSession(w.deps, token)).not.toBeNull();
  });
});

test('garbage is nobody’s session, and signing it out is no error', async () => {
  await using w = await signedUp();
  const garbage = [
    '',
    ' ',
    'undefined',
    "' OR 1=1 --",
    '\0',
    'a'.repeat(40),
    w.token.toUpperCase(),
    `${w.token}\n`,
    ` ${w.token}`,
    w.token.slice(0, -1),
    '../../etc/passwd',
    '{"$ne":null}',
    '🦊'.repeat(40),
    'x'.repeat(1_000_000),
  ];
  for (const token of garbage) {
    expect(await openBrandSession(w.deps, token)).toBeNull();
    expect(await openKolSession(w.deps, token)).toBeNull();
    await signOut(w.deps, token);
  }
  expect(await openBrandSession(w.deps, w.token)).not.toBeNull();
});
