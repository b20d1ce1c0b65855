import type { Deps } from '@kolony/db';
import { present } from '@kolony/kernel';
import { openBrandSession } from './brand-session.ts';
import type { BrandMe, SignIn } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { returningUser } from './user.ts';

/** `identity/wrong_credentials`, also for somebody who has no workspace; `identity/too_many_attempts`. */
export async function signInBrand(
  deps: Deps,
  { email, password }: SignIn,
  { address, replaces }: Caller,
): Promise<{ token: string; me: BrandMe }> {
  const userId = await returningUser(
    deps,
    { email, password, address },
    async (id) => (await deps.db.member.count({ where: { userId: id } })) > 0,
  );
  const token = await startSession(deps, { userId, app: 'brand', replaces });
  const { me } = present(await openBrandSession(deps, token), 'session');
  return { token, me };
}
