import { present } from '@kolony/kernel';
import { describe, expect, test } from 'vitest';
import {
  answerMembership,
  endMembership,
  listMemberships,
  openAgencySession,
  openKolSession,
  openPortalSession,
  partyOf,
  proposeMembership,
  signInPortal,
  signOut,
  signUpAgency,
  signUpKol,
  withdrawMembership,
} from '../src/index.ts';
import type { SignUpAgency } from '../src/schema.ts';
import { HERE, kolOf, makeWorld, PASSWORD } from './world.ts';

function agencyOf(more: Partial<SignUpAgency> = {}): SignUpAgency {
  const email = 'ops@starlight.example';
  return { email, password: PASSWORD, name: 'Starlight', kind: 'mcn', timeZone: 'Asia/Shanghai', ...more };
}

/** Two agencies and two KOLs, and what is written of them. */
async function roster() {
  const w = await makeWorld();
  const agency = async (name: string) => {
    const { token } = await signUpAgency(w.deps, agencyOf({ name, email: `${name}@agency.example` }));
    return present(await openAgencySession(w.deps, token), 'session').scope;
  };
  const kol = async (handle: string) => {
    const { token } = await signUpKol(w.deps, kolOf({ handle, email: `${handle}@kol.example` }));
    return present(await openKolSession(w.deps, token), 'session').scope;
  };
  return Object.assign(w, {
    starlight: await agency('starlight'),
    moonlight: await agency('moonlight'),
    mia: await kol('mia_runs'),
    noa: await kol('noa_cooks'),
    audited: async (subject: string) =>
      (await w.db.auditEvent.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
        ({ action, actor }) => [action, actor],
      ),
  });
}

const ask = { handle: 'mia_runs', shareBp: 2_000 };

describe('an agency', () => {
  test('signs up, is signed in, signs out and in again through the portal’s one door', async () => {
    await using w = await makeWorld();
    const { token, me } = await signUpAgency(w.deps, agencyOf());
    expect(me).toEqual({
      as: 'agency',
      user: { id: me.user.id, name: 'Starlight', email: 'ops@starlight.example' },
      agency: { id: me.agency.id, name: 'Starlight', kind: 'mcn', timeZone: 'Asia/Shanghai' },
    });
    const session = present(await openPortalSession(w.deps, token), 'session');
    expect(session).toMatchObject({ as: 'agency', me });
    expect(session.scope).toEqual({
      agencyId: me.agency.id,
      actor: `user:${me.user.id}`,
      timeZone: 'Asia/Shanghai',
    });
    expect(Object.isFrozen(session.scope)).toBe(true);
    expect(partyOf(session.scope)).toBe(`agency:${me.agency.id}`);
    expect(await openKolSession(w.deps, token)).toBeNull();
    await signOut(w.deps, token);
    expect(await openPortalSession(w.deps, token)).toBeNull();
    const again = await signInPortal(w.deps, { email: 'ops@starlight.example', password: PASSWORD }, HERE);
    expect(again.me).toEqual(me);
  });

  test('and a KOL come back through the same door as what they are', async () => {
    await using w = await makeWorld();
    await signUpAgency(w.deps, agencyOf());
    await signUpKol(w.deps, kolOf());
    const signedIn = async (email: string) =>
      (await signInPortal(w.deps, { email, password: PASSWORD }, HERE)).me.as;
    expect([await signedIn('ops@starlight.example'), await signedIn('mia@kol.example')]).toEqual([
      'agency',
      'kol',
    ]);
  });

  test('cannot be a KOL too, nor a KOL an agency, whichever came first or both at once', async () => {
    await using w = await makeWorld();
    await signUpAgency(w.deps, agencyOf());
    const refused = { code: 'identity/cannot_sign_up', kind: 'conflict', facts: { field: 'email' } };
    await expect(signUpKol(w.deps, kolOf({ email: 'ops@starlight.example' }))).rejects.toMatchObject(refused);
    await expect(signUpAgency(w.deps, agencyOf())).rejects.toMatchObject(refused);
    await signUpKol(w.deps, kolOf());
    await expect(signUpAgency(w.deps, agencyOf({ email: 'mia@kol.example' }))).rejects.toMatchObject(refused);
    expect([await w.db.agency.count(), await w.db.kol.count()]).toEqual([1, 1]);
  });

  test('with another password than the e-mail’s is told no more than that it cannot sign up', async () => {
    await using w = await makeWorld();
    await signUpKol(w.deps, kolOf());
    await expect(
      signUpAgency(w.deps, agencyOf({ email: 'mia@kol.example', password: 'not the same phrase' })),
    ).rejects.toMatchObject({ code: 'identity/cannot_sign_up' });
    expect(await w.db.agency.count()).toBe(0);
  });
});

describe('a membership', () => {
  test('is asked for by handle, agreed by the KOL, ended by either; each step once and written down', async () => {
    await using w = await roster();
    const asked = await proposeMembership(w.deps, w.starlight, ask);
    expect(asked).toMatchObject({
      agency: { id: w.starlight.agencyId, name: 'starlight', kind: 'mcn' },
      kol: { id: w.mia.kolId, handle: 'mia_runs', displayName: 'Mia' },
      shareBp: 2_000,
      state: 'proposed',
      proposedAt: w.clock.now(),
      answeredAt: null,
      endedAt: null,
    });
    const { id } = asked;
    w.clock.move(1_000);
    const agreed = await answerMembership(w.deps, w.mia, { id, agree: true });
    expect(agreed).toEqual({ ...asked, state: 'agreed', answeredAt: w.clock.now() });
    await expect(answerMembership(w.deps, w.mia, { id, agree: false })).rejects.toMatchObject({
      code: 'identity/membership_state',
      facts: { state: 'agreed' },
    });
    await expect(withdrawMembership(w.deps, w.starlight, { id })).rejects.toMatchObject({
      code: 'identity/membership_state',
    });
    w.clock.move(1_000);
    const ended = await endMembership(w.deps, w.mia, { id });
    expect(ended).toEqual({ ...agreed, state: 'ended', endedAt: w.clock.now() });
    await expect(endMembership(w.deps, w.starlight, { id })).rejects.toMatchObject({
      code: 'identity/membership_state',
      facts: { state: 'ended' },
    });
    expect(await listMemberships(w.deps, w.starlight)).toEqual([ended]);
    expect(await listMemberships(w.deps, w.mia)).toEqual([ended]);
    expect(await w.audited(id)).toEqual([
      ['membership.proposed', w.starlight.actor],
      ['membership.agreed', w.mia.actor],
      ['membership.ended', w.mia.actor],
    ]);
  });

  test('can be declined by the KOL and taken back by the agency, and asked for again after that', async () => {
    await using w = await roster();
    const first = await proposeMembership(w.deps, w.starlight, ask);
    expect((await answerMembership(w.deps, w.mia, { id: first.id, agree: false })).state).toBe('declined');
    const second = await proposeMembership(w.deps, w.starlight, { ...ask, shareBp: 1_000 });
    expect((await withdrawMembership(w.deps, w.starlight, { id: second.id })).state).toBe('withdrawn');
    await expect(answerMembership(w.deps, w.mia, { id: second.id, agree: true })).rejects.toMatchObject({
      code: 'identity/membership_state',
      facts: { state: 'withdrawn' },
    });
    const third = await proposeMembership(w.deps, w.starlight, { ...ask, shareBp: 900 });
    expect((await listMemberships(w.deps, w.starlight)).map(({ state }) => state)).toEqual([
      'proposed',
      'withdrawn',
      'declined',
    ]);
    expect(third.shareBp).toBe(900);
  });

  test('is asked for once at a time, also by sixteen requests at once', async () => {
    await using w = await roster();
    const answers = await Promise.allSettled(
      Array.from({ length: 16 }, () => proposeMembership(w.deps, w.starlight, ask)),
    );
    const refused = answers.filter((answer) => answer.status === 'rejected');
    expect(refused).toHaveLength(15);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'identity/membership_exists' });
    expect(await w.db.agencyMembership.count()).toBe(1);
  });

  test('of an unknown handle is refused, naming the field', async () => {
    await using w = await roster();
    await expect(
      proposeMembership(w.deps, w.starlight, { ...ask, handle: 'nobody_here' }),
    ).rejects.toMatchObject({
      code: 'identity/kol_not_found',
      kind: 'not_found',
      facts: { field: 'handle' },
    });
    expect(await w.db.agencyMembership.count()).toBe(0);
  });

  test('is with one agency at a time: of two agreed at once the database lets one be', async () => {
    await using w = await roster();
    const asked = [
      await proposeMembership(w.deps, w.starlight, ask),
      await proposeMembership(w.deps, w.moonlight, ask),
    ];
    const answers = await Promise.allSettled(
      asked.map(({ id }) => answerMembership(w.deps, w.mia, { id, agree: true })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = answers.find((answer) => answer.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'identity/other_agency', kind: 'conflict' });
    const states = (await listMemberships(w.deps, w.mia)).map(({ state }) => state).sort();
    expect(states).toEqual(['agreed', 'proposed']);
  });

  test('of somebody else is not there, for every step and in every list', async () => {
    await using w = await roster();
    const { id } = await proposeMembership(w.deps, w.starlight, ask);
    const notThere = { code: 'identity/membership_not_found', kind: 'not_found', facts: { id } };
    await expect(answerMembership(w.deps, w.noa, { id, agree: true })).rejects.toMatchObject(notThere);
    await expect(withdrawMembership(w.deps, w.moonlight, { id })).rejects.toMatchObject(notThere);
    await answerMembership(w.deps, w.mia, { id, agree: true });
    await expect(endMembership(w.deps, w.noa, { id })).rejects.toMatchObject(notThere);
    await expect(endMembership(w.deps, w.moonlight, { id })).rejects.toMatchObject(notThere);
    expect(await listMemberships(w.deps, w.noa)).toEqual([]);
    expect(await listMemberships(w.deps, w.moonlight)).toEqual([]);
    expect(await w.db.agencyMembership.findMany()).toMatchObject([{ state: 'agreed' }]);
  });
});
