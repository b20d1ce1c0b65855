import { randomBytes } from 'node:crypto';
import { type Database, type Deps, inTransaction, queueInvitation, type Tx } from '@kolony/db';
import { after, DAY, KolonyError, newId, present } from '@kolony/kernel';
import { sha256 } from '@kolony/kernel/hash';
import { audit } from './audit.ts';
import { openBrandSession } from './brand-session.ts';
import { mintBrandScope } from './mint.ts';
import {
  type AcceptInvitation,
  type BrandMe,
  type BrandScope,
  Invitation,
  type Invited,
  type InviteMember,
  Role,
} from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { applyingUser, cannotSignUp } from './user.ts';

const DAYS = 7;
/** Mails to strangers that a workspace may cause in a day: anybody can sign one up. */
const MOST_A_DAY = 50;

/**
 * Asks somebody to join the workspace, by mail (the fourth of a day to one address is not mailed). The answer's token
 * goes into a link that the inviter can pass on as well; only its hash is kept, and in the queued mail the token itself
 * until that is sent. It works once, for this e-mail, for seven days; a second invitation of the same e-mail ends the
 * first.
 * `identity/already_member` {field}, `identity/too_many_invitations` {most, retry_after}, in seconds.
 */
export async function inviteMember(
  deps: Deps,
  scope: BrandScope,
  { email, role }: InviteMember,
): Promise<{ token: string; invitation: Invitation }> {
  const { brandId } = scope;
  const token = randomBytes(25).toString('base64url');
  const createdAt = deps.clock.now();
  const invitation = await inTransaction(deps.db, async (tx) => {
    // Two invitations of one e-mail at once take turns.
    await tx.$queryRaw`SELECT id FROM brands WHERE id = ${brandId} FOR NO KEY UPDATE`;
    if (await tx.member.count({ where: { brandId, user: { email } } }))
      throw new KolonyError('identity/already_member', 'conflict', { field: 'email' });
    await assertFew(tx, { brandId, now: createdAt });
    await tx.invitation.updateMany({
      where: { brandId, email, closedAt: null },
      data: { closedAt: createdAt },
    });
    const id = newId('inv');
    const expiresAt = after(createdAt, DAYS * DAY);
    await audit(tx, scope, { action: 'member.invited', subject: id, facts: { role } });
    const letter = { kind: 'member_invited', to: email, about: id, facts: { token } } as const;
    await queueInvitation(tx, letter, createdAt);
    return tx.invitation.create({
      data: { id, brandId, email, role, hash: sha256(token), createdAt, expiresAt },
    });
  });
  return { token, invitation: Invitation.parse(invitation) };
}

/** The last of a day's most is in the way until it is a day old: `identity/too_many_invitations` {most, retry_after}. */
async function assertFew(tx: Tx, { brandId, now }: { brandId: string; now: Date }): Promise<void> {
  const last = await tx.invitation.findFirst({
    where: { brandId, createdAt: { gt: after(now, -DAY) } },
    orderBy: { createdAt: 'desc' },
    skip: MOST_A_DAY - 1,
  });
  if (!last) return;
  throw new KolonyError('identity/too_many_invitations', 'rate_limited', {
    most: MOST_A_DAY,
    retry_after: Math.ceil((last.createdAt.getTime() + DAY - now.getTime()) / 1_000),
  });
}

/** The link stops working. `identity/invitation_not_found`. */
export async function revokeInvitation(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id, brandId: scope.brandId, closedAt: null },
      data: { closedAt: deps.clock.now() },
    });
    if (count === 0) throw notFound();
    await audit(tx, scope, { action: 'member.invitation_revoked', subject: id });
  });
}

/** What the bearer of a link is asked to join; `identity/invitation_not_found` also for a used or expired one. */
export async function readInvitation(deps: Deps, { token }: { token: string }): Promise<Invited> {
  const { brand, email, role } = await openInvitation(deps.db, deps.clock.now(), token);
  return { workspace: brand.name, email, role: Role.parse(role) };
}

/**
 * The invited person joins, signed in: with a new password, or as a known user with theirs.
 * `identity/invitation_not_found`, `identity/cannot_sign_up` (a wrong password, or a workspace of their own already),
 * `identity/common_password`, `identity/too_many_attempts`.
 */
export async function acceptInvitation(
  deps: Deps,
  { token, name, password }: AcceptInvitation,
  caller: Partial<Caller> = {},
): Promise<{ token: string; me: BrandMe }> {
  const now = deps.clock.now();
  const { email } = await openInvitation(deps.db, now, token);
  const user = await applyingUser(deps, { email, password, name }, caller);
  const userId = await inTransaction(deps.db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM invitations WHERE hash = ${sha256(token)} FOR UPDATE`;
    const { id, brand, role } = await openInvitation(tx, now, token);
    const userId = await user.enter(tx);
    if (await tx.member.count({ where: { userId } })) throw cannotSignUp();
    await tx.member.create({ data: { brandId: brand.id, userId, role, createdAt: now } });
    await tx.invitation.update({ where: { id }, data: { closedAt: now } });
    const scope = mintBrandScope({ brandId: brand.id, actor: `user:${userId}`, timeZone: brand.timeZone });
    await audit(tx, scope, { action: 'member.joined', subject: userId, facts: { role } });
    return userId;
  });
  const session = await startSession(deps, { userId, app: 'brand', replaces: caller.replaces });
  const { me } = present(await openBrandSession(deps, session), 'session');
  return { token: session, me };
}

async function openInvitation(db: Database | Tx, now: Date, token: string) {
  const row = await db.invitation.findUnique({ where: { hash: sha256(token) }, include: { brand: true } });
  if (!row || row.closedAt !== null || row.expiresAt <= now) throw notFound();
  return row;
}

function notFound(): KolonyError {
  return new KolonyError('identity/invitation_not_found', 'not_found');
}
