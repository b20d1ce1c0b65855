import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { audit } from './audit.ts';
import { type BrandScope, Invitation, Member, Role, type SetMemberRole, type Team } from './schema.ts';

/** Who works in the workspace, oldest first, and who was asked to and has not answered. */
export async function readTeam({ db, clock }: Deps, { brandId }: BrandScope): Promise<Team> {
  const members = await db.member.findMany({
    where: { brandId },
    include: { user: { select: { name: true, email: true } } },
    orderBy: [{ createdAt: 'asc' }, { userId: 'asc' }],
  });
  const invitations = await db.invitation.findMany({
    where: { brandId, closedAt: null, expiresAt: { gt: clock.now() } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return {
    members: members.map(({ userId, user, role, createdAt }) =>
      Member.parse({ userId, ...user, role, since: createdAt }),
    ),
    invitations: invitations.map((row) => Invitation.parse(row)),
  };
}

/** `identity/member_not_found`, `identity/last_owner`: a workspace always has somebody who may do everything. */
export async function setMemberRole(
  deps: Deps,
  scope: BrandScope,
  { userId, role }: SetMemberRole,
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const before = await lockMember(tx, scope, userId);
    if (before === role) return;
    if (before === 'owner') await assertOtherOwner(tx, scope, userId);
    await tx.member.update({ where: { brandId_userId: { brandId: scope.brandId, userId } }, data: { role } });
    await audit(tx, scope, { action: 'member.role_changed', subject: userId, facts: { before, role } });
  });
}

/**
 * Ends a membership; from the next request on the person's session opens nothing here. `identity/member_not_found`,
 * `identity/last_owner`.
 */
export async function removeMember(
  deps: Deps,
  scope: BrandScope,
  { userId }: { userId: string },
): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    if ((await lockMember(tx, scope, userId)) === 'owner') await assertOtherOwner(tx, scope, userId);
    await tx.member.delete({ where: { brandId_userId: { brandId: scope.brandId, userId } } });
    await audit(tx, scope, { action: 'member.removed', subject: userId });
  });
}

/** The member's role. The workspace is locked: of two owners who step down at once, one stays. */
async function lockMember(tx: Tx, { brandId }: BrandScope, userId: string): Promise<Role> {
  await tx.$queryRaw`SELECT id FROM brands WHERE id = ${brandId} FOR NO KEY UPDATE`;
  const member = await tx.member.findUnique({ where: { brandId_userId: { brandId, userId } } });
  if (!member) throw new KolonyError('identity/member_not_found', 'not_found');
  return Role.parse(member.role);
}

async function assertOtherOwner(tx: Tx, { brandId }: BrandScope, userId: string): Promise<void> {
  const others = await tx.member.count({ where: { brandId, role: 'owner', NOT: { userId } } });
  if (others === 0) throw new KolonyError('identity/last_owner', 'conflict');
}
