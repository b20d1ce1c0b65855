import { present } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { describe, expect, test } from 'vitest';
import {
  acceptInvitation,
  inviteMember,
  openBrandSession,
  readInvitation,
  readTeam,
  removeMember,
  revokeInvitation,
  setMemberRole,
  signUpBrand,
  signUpKol,
} from '../src/index.ts';
import { brandOf, kolOf, makeWorld, PASSWORD } from './world.ts';

const DAY = 86_400_000;
const notFound = { code: 'identity/invitation_not_found', kind: 'not_found' };

/** Huaxi with its owner Lin, and another workspace that has nothing to do with it. */
async function workspace() {
  const w = await makeWorld();
  const open = async (token: string) => present(await openBrandSession(w.deps, token), 'session');
  const { token, me } = await signUpBrand(w.deps, brandOf());
  const other = await signUpBrand(w.deps, brandOf({ email: 'dana@north.example', workspace: 'North' }));
  const owner = (await open(token)).scope;
  return Object.assign(w, {
    open,
    owner,
    lin: me.user.id,
    other: (await open(other.token)).scope,
    invite: (email: string, role: 'finance' | 'owner' = 'finance') =>
      inviteMember(w.deps, owner, { email, role }),
    join: (invitation: string, password = PASSWORD) =>
      acceptInvitation(w.deps, { token: invitation, name: 'Wang', password }),
  });
}

describe('an invitation', () => {
  test('makes whoever holds its link a member with the role, once', async () => {
    await using w = await workspace();
    const { token, invitation } = await w.invite('wang@huaxi.example');
    expect(invitation).toMatchObject({
      email: 'wang@huaxi.example',
      role: 'finance',
      expiresAt: new Date(w.clock.now().getTime() + 7 * DAY),
    });
    expect(await readInvitation(w.deps, { token })).toEqual({
      workspace: 'Huaxi',
      email: 'wang@huaxi.example',
      role: 'finance',
    });
    const joined = await w.join(token);
    expect(joined.me).toMatchObject({
      user: { name: 'Wang', email: 'wang@huaxi.example' },
      brand: { id: w.owner.brandId, name: 'Huaxi' },
      role: 'finance',
    });
    expect(joined.me.permissions).toContain('payout.write');
    expect(joined.me.permissions).not.toContain('team.write');
    expect((await w.open(joined.token)).scope.brandId).toBe(w.owner.brandId);
    await expect(w.join(token)).rejects.toMatchObject(notFound);
    await expect(readInvitation(w.deps, { token })).rejects.toMatchObject(notFound);
    expect(await readTeam(w.deps, w.owner)).toMatchObject({
      members: [
        { name: 'Lin', role: 'owner' },
        { name: 'Wang', role: 'finance' },
      ],
      invitations: [],
    });
  });

  test('keeps its token nowhere but in the mail that waits, and is written to the audit log without it', async () => {
    await using w = await workspace();
    const { token, invitation } = await w.invite('wang@huaxi.example');
    const rows = JSON.stringify(
      [await w.db.invitation.findMany(), await w.db.auditEvent.findMany()],
      (_, v) => (typeof v === 'bigint' ? String(v) : v),
    );
    expect(rows).not.toContain(token);
    expect(rows).toContain(sha256(token));
    const events = await w.db.auditEvent.findMany({ where: { subject: invitation.id } });
    expect(events).toMatchObject([
      { action: 'member.invited', brandId: w.owner.brandId, actor: w.owner.actor },
    ]);
  });

  test('is over after seven days to the millisecond, when taken back, and when another takes its place', async () => {
    await using w = await workspace();
    const late = await w.invite('late@huaxi.example');
    const first = await w.invite('wang@huaxi.example');
    const second = await w.invite('wang@huaxi.example', 'owner');
    await expect(w.join(first.token)).rejects.toMatchObject(notFound);
    expect((await readTeam(w.deps, w.owner)).invitations).toMatchObject([
      { email: 'late@huaxi.example' },
      { email: 'wang@huaxi.example', role: 'owner' },
    ]);
    await revokeInvitation(w.deps, w.owner, { id: second.invitation.id });
    await expect(w.join(second.token)).rejects.toMatchObject(notFound);
    await expect(revokeInvitation(w.deps, w.owner, { id: second.invitation.id })).rejects.toMatchObject(
      notFound,
    );
    w.clock.move(7 * DAY - 1);
    expect(await readInvitation(w.deps, late)).toMatchObject({ email: 'late@huaxi.example' });
    w.clock.move(1);
    await expect(w.join(late.token)).rejects.toMatchObject(notFound);
    expect((await readTeam(w.deps, w.owner)).invitations).toEqual([]);
    expect(await w.db.member.count({ where: { brandId: w.owner.brandId } })).toBe(1);
  });

  test('is one of fifty in a day, so that no workspace mails half the world', async () => {
    await using w = await workspace();
    await w.invite('first@huaxi.example');
    w.clock.move(DAY / 4);
    for (let n = 1; n < 50; n++) await w.invite(`guest-${n}@huaxi.example`);
    w.clock.move(DAY / 4);
    await expect(w.invite('one-more@huaxi.example')).rejects.toMatchObject({
      code: 'identity/too_many_invitations',
      // Half a day: until the first of them is a day old.
      facts: { most: 50, retry_after: 43_200 },
    });
    w.clock.move(DAY / 2);
    await w.invite('one-more@huaxi.example');
  });

  test('a hundred guesses open nothing', async () => {
    await using w = await workspace();
    await w.invite('wang@huaxi.example');
    for (let n = 0; n < 100; n++)
      await expect(readInvitation(w.deps, { token: `guess-${n}` })).rejects.toMatchObject(notFound);
  });

  test('of who is a member already is refused, naming the field', async () => {
    await using w = await workspace();
    await expect(w.invite('lin@huaxi.example')).rejects.toMatchObject({
      code: 'identity/already_member',
      kind: 'conflict',
      facts: { field: 'email' },
    });
  });

  test('is accepted by a KOL of the same e-mail with their password, and not with another', async () => {
    await using w = await workspace();
    await signUpKol(w.deps, kolOf({ email: 'wang@huaxi.example' }));
    const { token } = await w.invite('wang@huaxi.example');
    await expect(w.join(token, 'not the same phrase')).rejects.toMatchObject({
      code: 'identity/cannot_sign_up',
    });
    expect(await readInvitation(w.deps, { token })).toMatchObject({ workspace: 'Huaxi' });
    expect((await w.join(token)).me.role).toBe('finance');
    expect(await w.db.user.count({ where: { email: 'wang@huaxi.example' } })).toBe(1);
  });

  test('does not take anybody out of the workspace they have', async () => {
    await using w = await workspace();
    const { token } = await w.invite('dana@north.example');
    await expect(w.join(token)).rejects.toMatchObject({ code: 'identity/cannot_sign_up' });
    expect(await readTeam(w.deps, w.other)).toMatchObject({ members: [{ email: 'dana@north.example' }] });
  });

  test('used eight times at once makes one member', async () => {
    await using w = await workspace();
    const { token } = await w.invite('wang@huaxi.example');
    const answers = await Promise.allSettled(Array.from({ length: 8 }, () => w.join(token)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await w.db.member.count({ where: { brandId: w.owner.brandId } })).toBe(2);
  });
});

describe('a team', () => {
  test('changes roles and removes members; the session opens nothing from then on', async () => {
    await using w = await workspace();
    const { token, me } = await w.join((await w.invite('wang@huaxi.example')).token);
    const userId = me.user.id;
    await setMemberRole(w.deps, w.owner, { userId, role: 'marketer' });
    expect((await w.open(token)).me.role).toBe('marketer');
    await removeMember(w.deps, w.owner, { userId });
    expect(await openBrandSession(w.deps, token)).toBeNull();
    await expect(removeMember(w.deps, w.owner, { userId })).rejects.toMatchObject({
      code: 'identity/member_not_found',
    });
    const events = await w.db.auditEvent.findMany({ where: { subject: userId }, orderBy: { id: 'asc' } });
    expect(events.map(({ action }) => action)).toEqual([
      'member.joined',
      'member.role_changed',
      'member.removed',
    ]);
  });

  test('keeps an owner: the last can neither step down nor leave, and of two who do at once one stays', async () => {
    await using w = await workspace();
    const last = { code: 'identity/last_owner', kind: 'conflict' };
    await expect(setMemberRole(w.deps, w.owner, { userId: w.lin, role: 'finance' })).rejects.toMatchObject(
      last,
    );
    await expect(removeMember(w.deps, w.owner, { userId: w.lin })).rejects.toMatchObject(last);
    const { me } = await w.join((await w.invite('wang@huaxi.example', 'owner')).token);
    const answers = await Promise.allSettled(
      [w.lin, me.user.id].map((userId) => setMemberRole(w.deps, w.owner, { userId, role: 'clerk' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await w.db.member.count({ where: { brandId: w.owner.brandId, role: 'owner' } })).toBe(1);
  });

  test('of another workspace is not there', async () => {
    await using w = await workspace();
    const { invitation } = await w.invite('wang@huaxi.example');
    const member = { code: 'identity/member_not_found', kind: 'not_found' };
    await expect(setMemberRole(w.deps, w.other, { userId: w.lin, role: 'clerk' })).rejects.toMatchObject(
      member,
    );
    await expect(removeMember(w.deps, w.other, { userId: w.lin })).rejects.toMatchObject(member);
    await expect(revokeInvitation(w.deps, w.other, { id: invitation.id })).rejects.toMatchObject(notFound);
    expect(await readTeam(w.deps, w.owner)).toMatchObject({
      members: [{ role: 'owner' }],
      invitations: [{}],
    });
  });
});
