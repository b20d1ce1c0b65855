import type { Deps } from '@kolony/db';
import { present } from '@kolony/kernel';
import { openPortalSession } from './portal-session.ts';
import type { PortalMe, SignIn } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { returningUser } from './user.ts';

/** `identity/wrong_credentials`, also for somebody who is neither KOL nor agency; `identity/too_many_attempts`. */
export async function signInPortal(
  deps: Deps,
  { email, password }: SignIn,
  { address, replaces }: Caller,
): Promise<{ token: string; me: PortalMe }> {
  const userId = await returningUser(
    deps,
    { email, password, address },
    async (id) =>
      (await deps.db.user.count({
        where: { id, OR: [{ kol: { isNot: null } }, { agency: { isNot: null } }] },
      })) > 0,
  );
  const token = await startSession(deps, { userId, app: 'portal', replaces });
  const { me } = present(await openPortalSession(deps, token), 'session');
  return { token, me };
}
