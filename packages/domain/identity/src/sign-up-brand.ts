import { type Deps, inTransaction } from '@kolony/db';
import { newId, present } from '@kolony/kernel';
import { audit } from './audit.ts';
import { openBrandSession } from './brand-session.ts';
import { mintBrandScope } from './mint.ts';
import type { BrandMe, SignUpBrand } from './schema.ts';
import { startSession } from './sessions.ts';
import type { Caller } from './sign-in-limit.ts';
import { orTaken } from './taken.ts';
import { applyingUser, cannotSignUp } from './user.ts';

/**
 * A new workspace with its owner, signed in. `identity/cannot_sign_up` (the e-mail has an account with another
 * password, or a workspace already), `identity/common_password`, `identity/too_many_attempts`.
 */
export async function signUpBrand(
  deps: Deps,
  input: SignUpBrand,
  caller: Partial<Caller> = {},
): Promise<{ token: string; me: BrandMe }> {
  const { workspace, timeZone } = input;
  const user = await applyingUser(deps, input, caller);
  const brandId = newId('brd');
  const createdAt = deps.clock.now();
  const userId = await orTaken(
    inTransaction(deps.db, async (tx) => {
      const id = await user.enter(tx);
      // A second workspace would hide the first one: a session opens one.
      if (await tx.member.findFirst({ where: { userId: id } })) throw cannotSignUp();
      await tx.brand.create({ data: { id: brandId, name: workspace, timeZone, createdAt } });
      await tx.member.create({ data: { brandId, userId: id, role: 'owner', createdAt } });
      const scope = mintBrandScope({ brandId, actor: `user:${id}`, timeZone });
      await audit(tx, scope, { action: 'workspace.created', subject: brandId });
      return id;
    }),
    cannotSignUp,
  );
  const token = await startSession(deps, { userId, app: 'brand', replaces: caller.replaces });
  const { me } = present(await openBrandSession(deps, token), 'session');
  return { token, me };
}
