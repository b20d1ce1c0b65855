import type { Deps, Tx } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { isCommonPassword } from './common-password.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { type Caller, countAddress, countEmail, forgive } from './sign-in-limit.ts';

interface Credentials {
  email: string;
  password: string;
}

/** Why a sign-up is refused is said the same way to whoever is not let in. */
export function cannotSignUp(): KolonyError {
  return new KolonyError('identity/cannot_sign_up', 'conflict', { field: 'email' });
}

/** The user who signs up. `enter` gives their id inside the sign-up's transaction and creates them if they are new. */
export interface ApplyingUser {
  enter(tx: Tx): Promise<string>;
}

/**
 * A known e-mail with the right password is the same person joining the other app; with a wrong one the answer says
 * no more than `identity/cannot_sign_up`, and counts as an attempt at signing in. Also `identity/common_password`,
 * `identity/too_many_attempts`.
 */
export async function applyingUser(
  deps: Deps,
  { email, password, name }: Credentials & { name: string },
  caller: Partial<Caller>,
): Promise<ApplyingUser> {
  if (isCommonPassword(password, email))
    throw new KolonyError('identity/common_password', 'invalid', { field: 'password' });
  const { address } = caller;
  if (address !== undefined) await countAddress(deps, address);
  const known = await deps.db.user.findUnique({ where: { email } });
  if (!known) {
    const passwordHash = await hashPassword(password);
    const id = newId('usr');
    return {
      async enter(tx) {
        await tx.user.create({ data: { id, email, name, passwordHash, createdAt: deps.clock.now() } });
        return id;
      },
    };
  }
  await countEmail(deps, email);
  if (!(await passwordMatches(known.passwordHash, password))) throw cannotSignUp();
  await forgive(deps, address === undefined ? { email } : { email, address });
  return {
    async enter(tx) {
      // Two sign-ups of one known person at once take turns, so that the second sees what the first made.
      await tx.$queryRaw`SELECT id FROM users WHERE id = ${known.id} FOR NO KEY UPDATE`;
      return known.id;
    },
  };
}

/** `identity/wrong_credentials`: unknown e-mail, wrong password and no account in this app, after the same work. */
function wrongCredentials(): KolonyError {
  return new KolonyError('identity/wrong_credentials', 'unauthenticated');
}

/**
 * The user these credentials belong to, if they have an account in the app that asks. `identity/wrong_credentials`,
 * `identity/too_many_attempts`.
 */
export async function returningUser(
  deps: Deps,
  { email, password, address }: Credentials & { address: string },
  hasAccount: (userId: string) => Promise<boolean>,
): Promise<string> {
  await countAddress(deps, address);
  await countEmail(deps, email);
  const user = await deps.db.user.findUnique({ where: { email } });
  const matches = await passwordMatches(user?.passwordHash, password);
  if (!user || !matches || !(await hasAccount(user.id))) throw wrongCredentials();
  await forgive(deps, { email, address });
  return user.id;
}
