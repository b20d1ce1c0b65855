import { type Deps, inTransaction } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { audit } from './audit.ts';
import { mintBrandScope } from './mint.ts';
import { type BrandMe, type BrandScope, Role, ROLE_PERMISSIONS, type SignIn, type SignUpBrand } from './schema.ts';
import { startSession, userOf } from './sessions.ts';
import { clearAttempts, countAttempt } from './sign-in-limit.ts';
import { findOrPrepareUser, findUser, orTaken } from './user.ts';

export interface BrandSession {
  scope: BrandScope;
  me: BrandMe;
}

/**
 * A new workspace with its owner, signed in. `identity/cannot_sign_up` (the e-mail has an account with another
 * password), `identity/common_password`.
 */
export async function signUpBrand(deps: Deps, input: SignUpBrand): Promise<{ token: string; me: BrandMe }> {
  const user = await findOrPrepareUser(deps, input);
  const brandId = newId('brd');
  const createdAt = deps.clock.now();
  const userId = await orTaken(
    inTransaction(deps.db, async (tx) => {
      const id = await user(tx);
      await tx.brand.create({ data: { id: brandId, name: input.workspace, timeZone: input.timeZone, createdAt } });
      await tx.member.create({ data: { brandId, userId: id, role: 'owner', createdAt } });
      await audit(tx, mintBrandScope({ brandId, actor: `user:${id}`, timeZone: input.timeZone }), { action: 'workspace.created', subject: brandId });
      return id;
    }),
    new KolonyError('identity/cannot_sign_up', 'conflict', { field: 'email' }),
  );
  return signedIn(deps, userId);
}

/** `identity/wrong_credentials`, `identity/too_many_attempts`; the same for somebody who has no workspace. */
export async function signInBrand(deps: Deps, { email, password }: SignIn, { address }: { address: string }): Promise<{ token: string; me: BrandMe }> {
  await countAttempt(deps, { email, address });
  const { id } = await findUser(deps, { email, password });
  if (!(await deps.db.member.findFirst({ where: { userId: id } }))) throw new KolonyError('identity/wrong_credentials', 'unauthenticated');
  await clearAttempts(deps, email);
  return signedIn(deps, id);
}

async function signedIn(deps: Deps, userId: string): Promise<{ token: string; me: BrandMe }> {
  const token = await startSession(deps, { userId, app: 'brand' });
  const session = await openBrandSession(deps, token);
  if (!session) throw new KolonyError('identity/wrong_credentials', 'unauthenticated');
  return { token, me: session.me };
}

/** Who a brand app's cookie belongs to, with the scope of their workspace (the newest they are a member of). */
export async function openBrandSession(deps: Deps, token: string): Promise<BrandSession | null> {
  const user = await userOf(deps, { token, app: 'brand' });
  if (!user) return null;
  const member = await deps.db.member.findFirst({ where: { userId: user.id }, orderBy: [{ createdAt: 'desc' }, { brandId: 'desc' }], include: { brand: true } });
  if (!member) return null;
  const { id, name, timeZone } = member.brand;
  const role = Role.parse(member.role);
  return {
    scope: mintBrandScope({ brandId: id, actor: `user:${user.id}`, timeZone }),
    me: { user, brand: { id, name, timeZone }, role, permissions: [...ROLE_PERMISSIONS[role]] },
  };
}
