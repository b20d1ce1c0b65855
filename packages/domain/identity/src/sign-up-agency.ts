import { type Deps, inTransaction } from '@kolony/db';
import { newId, present } from '@kolony/kernel';
import { openAgencySession } from './agency-session.ts';
import { audit } from './audit.ts';
import { mintAgencyScope } from './mint.ts';
import type { AgencyMe, SignUpAgency } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { applyingUser, cannotSignUp } from './user.ts';

/**
 * A new agency account, signed in. `identity/cannot_sign_up` (the e-mail has an account with another password, or is a
 * KOL or an agency already: a portal account is one of them), `identity/common_password`,
 * `identity/too_many_attempts`.
 */
export async function signUpAgency(
  deps: Deps,
  input: SignUpAgency,
  caller: Partial<Caller> = {},
): Promise<{ token: string; me: AgencyMe }> {
  const { name, kind, timeZone } = input;
  const user = await applyingUser(deps, input, caller);
  const id = newId('agy');
  const createdAt = deps.clock.now();
  const userId = await inTransaction(deps.db, async (tx) => {
    const userId = await user.enter(tx);
    if (await tx.kol.count({ where: { userId } })) throw cannotSignUp();
    if (await tx.agency.count({ where: { userId } })) throw cannotSignUp();
    await tx.agency.create({ data: { id, userId, name, kind, timeZone, createdAt } });
    const scope = mintAgencyScope({ agencyId: id, actor: `user:${userId}`, timeZone });
    await audit(tx, scope, { action: 'agency.created', subject: id });
    return userId;
  });
  const token = await startSession(deps, { userId, app: 'portal', replaces: caller.replaces });
  const { me } = present(await openAgencySession(deps, token), 'session');
  return { token, me };
}
