import { describe, expect, test } from 'vitest';
import {
  openBrandSession,
  openKolSession,
  signInBrand,
  signInPortal,
  signOut,
  signUpBrand,
  signUpKol,
} from '../src/index.ts';
import { brandOf, HERE, kolOf, makeWorld, PASSWORD } from './world.ts';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('a brand', () => {
  test('signs up, is signed in as owner of a new workspace, signs out and in again', async () => {
    await using w = await makeWorld();
    const { token, me } = await signUpBrand(w.deps, brandOf());
    expect(me).toMatchObject({
      user: { name: 'Lin', email: 'lin@huaxi.example' },
      brand: { name: 'Huaxi', timeZone: 'Asia/Shanghai' },
      role: 'owner',
    });
    expect(me.permissions).toContain('payout.write');
    const session = await openBrandSession(w.deps, token);
    expect(session?.me).toEqual(me);
    expect(session?.scope).toEqual({
      brandId: me.brand.id,
      actor: `user:${me.user.id}`,
      timeZone: 'Asia/Shanghai',
    });
    expect(Object.isFrozen(session?.scope)).toBe(true);

    await signOut(w.deps, token);
    expect(await openBrandSession(w.deps, token)).toBeNull();
    expect(await w.db.session.count()).toBe(0);

    const again = await signInBrand(w.deps, { email: 'lin@huaxi.example', password: PASSWORD }, HERE);
    expect(again.me).toEqual(me);
    expect(again.token).not.toBe(token);
  });

  test('is written to the audit log, without a secret', async () => {
    await using w = await makeWorld();
    const { me } = await signUpBrand(w.deps, brandOf());
    const events = await w.db.auditEvent.findMany();
    expect(events).toMatchObject([
      {
        brandId: me.brand.id,
        kolId: null,
        actor: `user:${me.user.id}`,
        action: 'workspace.created',
        subject: me.brand.id,
      },
    ]);
  });

  test('has no second workspace: it would hide the first', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf());
    expect(await codeOf(signUpBrand(w.deps, brandOf({ workspace: 'Huaxi 2' })))).toBe(
      'identity/cannot_sign_up',
    );
    expect(await w.db.brand.count()).toBe(1);
  });

  test('whose membership is taken away has no session from the next request on', async () => {
    await using w = await makeWorld();
    const { token, me } = await signUpBrand(w.deps, brandOf());
    await w.db.member.update({
      where: { brandId_userId: { brandId: me.brand.id, userId: me.user.id } },
      data: { role: 'marketer' },
    });
    expect((await openBrandSession(w.deps, token))?.me.permissions).not.toContain('payout.write');
    await w.db.member.deleteMany({ where: { userId: me.user.id } });
    expect(await openBrandSession(w.deps, token)).toBeNull();
  });
});

describe('a KOL', () => {
  test('signs up, signs out and in again', async () => {
    await using w = await makeWorld();
    const { token, me } = await signUpKol(w.deps, kolOf());
    expect(me).toMatchObject({
      kol: { handle: 'mia_runs', displayName: 'Mia', timeZone: 'UTC' },
      channels: [],
    });
    expect((await openKolSession(w.deps, token))?.scope).toEqual({
      kolId: me.kol.id,
      actor: `user:${me.user.id}`,
      timeZone: 'UTC',
    });
    await signOut(w.deps, token);
    expect(await openKolSession(w.deps, token)).toBeNull();
    expect((await signInPortal(w.deps, { email: 'mia@kol.example', password: PASSWORD }, HERE)).me).toEqual(
      me,
    );
  });

  test('cannot have another’s handle, and keeps nothing of the attempt', async () => {
    await using w = await makeWorld();
    await signUpKol(w.deps, kolOf());
    await expect(signUpKol(w.deps, kolOf({ email: 'other@kol.example' }))).rejects.toMatchObject({
      code: 'identity/handle_taken',
      kind: 'conflict',
      facts: { field: 'handle' },
    });
    expect(await w.db.user.count()).toBe(1);
    expect(await w.db.auditEvent.count()).toBe(1);
  });
});

describe('one person in both apps', () => {
  test('signs up in the second app with the password of the first', async () => {
    await using w = await makeWorld();
    const brand = await signUpBrand(w.deps, brandOf({ email: 'both@x.example' }));
    const kol = await signUpKol(w.deps, kolOf({ email: 'both@x.example' }));
    expect(kol.me.user.id).toBe(brand.me.user.id);
    expect(await w.db.user.count()).toBe(1);
    // Both stay signed in: the apps' cookies are two.
    expect(await openBrandSession(w.deps, brand.token)).not.toBeNull();
    expect(await openKolSession(w.deps, kol.token)).not.toBeNull();
  });

  test('and the other way round', async () => {
    await using w = await makeWorld();
    const kol = await signUpKol(w.deps, kolOf({ email: 'both@x.example' }));
    const brand = await signUpBrand(w.deps, brandOf({ email: 'both@x.example' }));
    expect(brand.me).toMatchObject({ user: { id: kol.me.user.id, name: 'Mia' }, role: 'owner' });
  });

  test('with another password nothing is made, and the password stays', async () => {
    await using w = await makeWorld();
    await signUpBrand(w.deps, brandOf({ email: 'both@x.example' }));
    const stranger = kolOf({ email: 'both@x.example', password: 'five loud magpies' });
    expect(await codeOf(signUpKol(w.deps, stranger))).toBe('identity/cannot_sign_up');
    expect(await w.db.kol.count()).toBe(0);
    expect(await codeOf(signInBrand(w.deps, stranger, HERE))).toBe('identity/wrong_credentials');
    expect(await codeOf(signInBrand(w.deps, { ...stranger, password: PASSWORD }, HERE))).toBe('done');
  });

  test('a session of one app opens nothing in the other', async () => {
    await using w = await makeWorld();
    const brand = await signUpBrand(w.deps, brandOf({ email: 'both@x.example' }));
    const kol = await signUpKol(w.deps, kolOf({ email: 'both@x.example' }));
    expect(await openKolSession(w.deps, brand.token)).toBeNull();
    expect(await openBrandSession(w.deps, kol.token)).toBeNull();
    // Asking the wrong app ends nothing.
    expect(await openBrandSession(w.deps, brand.token)).not.toBeNull();
  });
});

describe('at the same moment', () => {
  test('of eight sign-ups with one e-mail one wins; the others are told', async () => {
    await using w = await makeWorld();
    const codes = await Promise.all(Array.from({ length: 8 }, () => codeOf(signUpBrand(w.deps, brandOf()))));
    expect(codes.toSorted()).toEqual(['done', ...Array(7).fill('identity/cannot_sign_up')].toSorted());
    expect([await w.db.user.count(), await w.db.brand.count(), await w.db.session.count()]).toEqual([
      1, 1, 1,
    ]);
  });

  test('of six KOLs who want one handle one gets it; the others are told which field', async () => {
    await using w = await makeWorld();
    const codes = await Promise.all(
      Array.from({ length: 6 }, (_, i) => codeOf(signUpKol(w.deps, kolOf({ email: `k${i}@kol.example` })))),
    );
    expect(codes.toSorted()).toEqual(['done', ...Array(5).fill('identity/handle_taken')].toSorted());
    expect([await w.db.user.count(), await w.db.kol.count()]).toEqual([1, 1]);
  });

  test('a known person joining the brand app twice gets one workspace', async () => {
    await using w = await makeWorld();
    await signUpKol(w.deps, kolOf({ email: 'both@x.example' }));
    const join = () => codeOf(signUpBrand(w.deps, brandOf({ email: 'both@x.example' })));
    // Nobody can become a member while this is held: both are inside their transactions before either can finish.
    const joining = await w.db.$transaction(
      async (tx) => {
        await tx.$executeRaw`LOCK TABLE members IN SHARE MODE`;
        const both = [join(), join()];
        const waiting = async () =>
          (await tx.$queryRaw<unknown[]>`SELECT FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()`)
            .length;
        while ((await waiting()) < 2) await new Promise((resolve) => setTimeout(resolve, 20));
        return { both };
      },
      { timeout: 30_000 },
    );
    expect((await Promise.all(joining.both)).toSorted()).toEqual(['done', 'identity/cannot_sign_up']);
    expect(await w.db.brand.count()).toBe(1);
  });

  test('a form sent twice makes one KOL and speaks of the e-mail, not of a stranger’s handle', async () => {
    await using w = await makeWorld();
    const codes = await Promise.all([codeOf(signUpKol(w.deps, kolOf())), codeOf(signUpKol(w.deps, kolOf()))]);
    expect(codes.toSorted()).toEqual(['done', 'identity/cannot_sign_up']);
  });
});
