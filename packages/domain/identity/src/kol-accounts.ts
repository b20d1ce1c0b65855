import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { audit } from './audit.ts';
import { toChannel } from './channels.ts';
import { mintKolScope } from './mint.ts';
import type { KolMe, KolScope, SignIn, SignUpKol } from './schema.ts';
import { startSession, userOf } from './sessions.ts';
import { clearAttempts, countAttempt } from './sign-in-limit.ts';
import { findOrPrepareUser, findUser, orTaken } from './user.ts';

export interface KolSession {
  scope: KolScope;
  me: KolMe;
}

/**
 * A new KOL account, signed in. `identity/handle_taken`, `identity/cannot_sign_up` (the e-mail has an account with
 * another password, or a KOL account already), `identity/common_password`.
 */
export async function signUpKol(deps: Deps, input: SignUpKol): Promise<{ token: string; me: KolMe }> {
  const { handle, displayName, timeZone } = input;
  const user = await findOrPrepareUser(deps, { ...input, name: displayName });
  if (await deps.db.kol.findUnique({ where: { handle } })) throw new KolonyError('identity/handle_taken', 'conflict', { field: 'handle' });
  const kolId = newId('kol');
  const userId = await orTaken(
    inTransaction(deps.db, async (tx) => {
      const id = await user(tx);
      await tx.kol.create({ data: { id: kolId, userId: id, handle, displayName, timeZone, createdAt: deps.clock.now() } });
      await audit(tx, mintKolScope({ kolId, actor: `user:${id}`, timeZone }), { action: 'kol.created', subject: kolId });
      return id;
    }),
    new KolonyError('identity/cannot_sign_up', 'conflict', { field: 'email' }),
  );
  return signedIn(deps, userId);
}

/** `identity/wrong_credentials`, `identity/too_many_attempts`; the same for somebody who has no KOL account. */
export async function signInKol(deps: Deps, { email, password }: SignIn, { address }: { address: string }): Promise<{ token: string; me: KolMe }> {
  await countAttempt(deps, { email, address });
  const { id } = await findUser(deps, { email, password });
  if (!(await deps.db.kol.findUnique({ where: { userId: id } }))) throw new KolonyError('identity/wrong_credentials', 'unauthenticated');
  await clearAttempts(deps, email);
  return signedIn(deps, id);
}

async function signedIn(deps: Deps, userId: string): Promise<{ token: string; me: KolMe }> {
  const token = await startSession(deps, { userId, app: 'portal' });
  const session = await openKolSession(deps, token);
  if (!session) throw new KolonyError('identity/wrong_credentials', 'unauthenticated');
  return { token, me: session.me };
}

/** Who a portal cookie belongs to. */
export async function openKolSession(deps: Deps, token: string): Promise<KolSession | null> {
  const user = await userOf(deps, { token, app: 'portal' });
  if (!user) return null;
  const kol = await deps.db.kol.findUnique({ where: { userId: user.id }, include: { channels: { orderBy: { followers: 'desc' } } } });
  if (!kol) return null;
  const { id, handle, displayName, bio, timeZone } = kol;
  return {
    scope: mintKolScope({ kolId: id, actor: `user:${user.id}`, timeZone }),
    me: { user, kol: { id, handle, displayName, bio, timeZone }, channels: kol.channels.map(toChannel) },
  };
}
