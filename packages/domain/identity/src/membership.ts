import type { Database, Prisma, Tx } from '@kolony/db';
import { KolonyError } from '@kolony/kernel';
import { AgencyMembership, type PayeeScope } from './schema.ts';

const WITH_NAMES = {
  agency: { select: { id: true, name: true, kind: true } },
  kol: { select: { id: true, handle: true, displayName: true } },
} as const satisfies Prisma.AgencyMembershipInclude;

/** The scope's own side of memberships. */
const mine = (scope: PayeeScope) =>
  'kolId' in scope ? { kolId: scope.kolId } : { agencyId: scope.agencyId };

/** All memberships of the scope's own, the newest first. */
export async function selectMemberships(db: Database | Tx, scope: PayeeScope): Promise<AgencyMembership[]> {
  const rows = await db.agencyMembership.findMany({
    where: mine(scope),
    include: WITH_NAMES,
    orderBy: [{ proposedAt: 'desc' }, { id: 'desc' }],
  });
  return rows.map((row) => AgencyMembership.parse(row));
}

/** One of the scope's own, locked until the transaction ends; `identity/membership_not_found`. */
export async function lockMembership(tx: Tx, scope: PayeeScope, id: string): Promise<AgencyMembership> {
  await tx.$queryRaw`SELECT id FROM agency_memberships WHERE id = ${id} FOR UPDATE`;
  const row = await tx.agencyMembership.findFirst({ where: { id, ...mine(scope) }, include: WITH_NAMES });
  if (!row) throw new KolonyError('identity/membership_not_found', 'not_found', { id });
  return AgencyMembership.parse(row);
}

export async function readMembership(db: Database | Tx, id: string): Promise<AgencyMembership> {
  return AgencyMembership.parse(
    await db.agencyMembership.findUniqueOrThrow({ where: { id }, include: WITH_NAMES }),
  );
}

/** `identity/membership_state` when the membership is not in the state that the act starts from. */
export function inState(membership: AgencyMembership, state: AgencyMembership['state']): void {
  if (membership.state !== state)
    throw new KolonyError('identity/membership_state', 'conflict', { state: membership.state });
}
