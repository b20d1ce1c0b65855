import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId, present } from '@kolony/kernel';
import { audit } from './audit.ts';
import { openKolSession } from './kol-session.ts';
import { mintKolScope } from './mint.ts';
import type { KolMe, SignUpKol } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { orTaken } from './taken.ts';
import { applyingUser, cannotSignUp } from './user.ts';

/**
 * A new KOL account, signed in. `identity/handle_taken`, `identity/cannot_sign_up` (the e-mail has an account with
 * another password, or is a KOL or an agency already), `identity/common_password`, `identity/too_many_attempts`.
 */
export async function signUpKol(
  deps: Deps,
  input: SignUpKol,
  caller: Partial<Caller> = {},
): Promise<{ token: string; me: KolMe }> {
  const { handle, displayName, timeZone, email } = input;
  const user = await applyingUser(deps, { ...input, name: displayName }, caller);
  const id = newId('kol');
  const createdAt = deps.clock.now();
  const userId = await orTaken(
    inTransaction(deps.db, async (tx) => {
      const userId = await user.enter(tx);
      if (await tx.agency.count({ where: { userId } })) throw cannotSignUp();
      await tx.kol.create({ data: { id, userId, handle, displayName, timeZone, createdAt } });
      const scope = mintKolScope({ kolId: id, actor: `user:${userId}`, timeZone });
      await audit(tx, scope, { action: 'kol.created', subject: id });
      return userId;
    }),
    () => whatIsTaken(deps, { handle, email }),
  );
  const token = await startSession(deps, { userId, app: 'portal', replaces: caller.replaces });
  const { me } = present(await openKolSession(deps, token), 'session');
  return { token, me };
}

/** Handles are public, so saying that one is taken tells nothing; whose e-mail is known is not. */
async function whatIsTaken(
  { db }: Deps,
  { handle, email }: { handle: string; email: string },
): Promise<KolonyError> {
  const holder = await db.kol.findUnique({ where: { handle }, include: { user: true } });
  if (!holder || holder.user.email === email) return cannotSignUp();
  return new KolonyError('identity/handle_taken', 'conflict', { field: 'handle' });
}
