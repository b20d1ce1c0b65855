import type { Deps } from '@kolony/db';
import { present } from '@kolony/kernel';
import { openKolSession } from './kol-session.ts';
import type { KolMe, SignIn } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { returningUser } from './user.ts';

/** `identity/wrong_credentials`, also for somebody who has no KOL account; `identity/too_many_attempts`. */
export async function signInKol(
  deps: Deps,
  { email, password }: SignIn,
  { address, replaces }: Caller,
): Promise<{ token: string; me: KolMe }> {
  const userId = await returningUser(
    deps,
    { email, password, address },
    async (id) => (await deps.db.kol.count({ where: { userId: id } })) > 0,
  );
  const token = await startSession(deps, { userId, app: 'portal', replaces });
  const { me } = present(await openKolSession(deps, token), 'session');
  return { token, me };
}
