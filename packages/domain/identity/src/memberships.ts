import { type Deps, inTransaction, type Prisma } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { audit } from './audit.ts';
import { inState, lockMembership, readMembership, selectMemberships } from './membership.ts';
import type { AgencyMembership, AgencyScope, KolScope, PayeeScope, ProposeMembership } from './schema.ts';
import { orTaken } from './taken.ts';

/** An agency's roster, or the agencies that asked for a KOL: every membership there ever was, the newest first. */
export async function listMemberships({ db }: Deps, scope: PayeeScope): Promise<AgencyMembership[]> {
  return selectMemberships(db, scope);
}

/**
 * An agency asks a KOL to join for a share of what the KOL would get alone; nothing is shared until the KOL agrees.
 * `identity/kol_not_found` {field}, `identity/membership_exists` (this agency has asked, or has them, already).
 */
export async function proposeMembership(
  deps: Deps,
  scope: AgencyScope,
  { handle, shareBp }: ProposeMembership,
): Promise<AgencyMembership> {
  const { agencyId } = scope;
  const id = newId('mem');
  return inTransaction(deps.db, async (tx) => {
    const kol = await tx.kol.findUnique({ where: { handle }, select: { id: true } });
    if (!kol) throw new KolonyError('identity/kol_not_found', 'not_found', { field: 'handle' });
    // Of two proposals at once the second waits here, and then sees the first.
    await tx.$queryRaw`SELECT id FROM agencies WHERE id = ${agencyId} FOR NO KEY UPDATE`;
    const open = { agencyId, kolId: kol.id, state: { in: ['proposed', 'agreed'] } };
    if (await tx.agencyMembership.count({ where: open }))
      throw new KolonyError('identity/membership_exists', 'conflict', { field: 'handle' });
    const proposedAt = deps.clock.now();
    await tx.agencyMembership.create({
      data: { id, agencyId, kolId: kol.id, shareBp, state: 'proposed', proposedAt },
    });
    await audit(tx, scope, { action: 'membership.proposed', subject: id, facts: { kol: kol.id, shareBp } });
    return readMembership(tx, id);
  });
}

/**
 * The KOL agrees or declines. Deals accepted from then on record the agency's leg; running deals keep theirs.
 * `identity/membership_not_found`, `identity/membership_state`, `identity/other_agency` (a KOL is in one at a time).
 */
export async function answerMembership(
  deps: Deps,
  scope: KolScope,
  { id, agree }: { id: string; agree: boolean },
): Promise<AgencyMembership> {
  const state = agree ? 'agreed' : 'declined';
  return orTaken(
    move(deps, scope, { id, from: 'proposed', to: { state, answeredAt: deps.clock.now() } }),
    () => new KolonyError('identity/other_agency', 'conflict'),
  );
}

/** The agency takes its question back. `identity/membership_not_found`, `identity/membership_state`. */
export async function withdrawMembership(
  deps: Deps,
  scope: AgencyScope,
  { id }: { id: string },
): Promise<AgencyMembership> {
  return move(deps, scope, { id, from: 'proposed', to: { state: 'withdrawn', endedAt: deps.clock.now() } });
}

/**
 * Either side ends it, for deals accepted later: what a deal's Terms promised the agency stays promised.
 * `identity/membership_not_found`, `identity/membership_state`.
 */
export async function endMembership(
  deps: Deps,
  scope: PayeeScope,
  { id }: { id: string },
): Promise<AgencyMembership> {
  return move(deps, scope, { id, from: 'agreed', to: { state: 'ended', endedAt: deps.clock.now() } });
}

interface Move {
  id: string;
  from: AgencyMembership['state'];
  to: Prisma.AgencyMembershipUpdateInput & { state: AgencyMembership['state'] };
}

async function move(deps: Deps, scope: PayeeScope, { id, from, to }: Move): Promise<AgencyMembership> {
  return inTransaction(deps.db, async (tx) => {
    inState(await lockMembership(tx, scope, id), from);
    await tx.agencyMembership.update({ where: { id }, data: to });
    await audit(tx, scope, { action: `membership.${to.state}`, subject: id });
    return readMembership(tx, id);
  });
}
