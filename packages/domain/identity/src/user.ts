import { type Deps, sqlState, type Tx } from '@kolony/db';
import { KolonyError, newId } from '@kolony/kernel';
import { hashPassword, isCommonPassword, passwordMatches } from './password.ts';

export interface Credentials {
  email: string;
  password: string;
  name: string;
}

/**
 * The user who signs up, and whether they were known. A known e-mail with the right password is the same person
 * joining the other app; with a wrong one the answer says no more than a failed sign-in does.
 */
export async function findOrPrepareUser(deps: Deps, { email, password, name }: Credentials): Promise<(tx: Tx) => Promise<string>> {
  if (isCommonPassword(password)) throw new KolonyError('identity/common_password', 'invalid', { field: 'password' });
  const known = await deps.db.user.findUnique({ where: { email } });
  if (known) {
    if (!(await passwordMatches(known.passwordHash, password))) throw new KolonyError('identity/cannot_sign_up', 'conflict', { field: 'email' });
    return async () => known.id;
  }
  const passwordHash = await hashPassword(password);
  const id = newId('usr');
  return async (tx) => {
    await tx.user.create({ data: { id, email, name, passwordHash, createdAt: deps.clock.now() } });
    return id;
  };
}

/** `identity/wrong_credentials`, the same for an unknown e-mail and a wrong password, after the same work. */
export async function findUser({ db }: Deps, { email, password }: { email: string; password: string }): Promise<{ id: string }> {
  const user = await db.user.findUnique({ where: { email } });
  if (!(await passwordMatches(user?.passwordHash, password)) || !user) throw new KolonyError('identity/wrong_credentials', 'unauthenticated');
  return { id: user.id };
}

/** Two sign-ups with one e-mail or handle at once: the unique index decides, and the loser is told like anybody else. */
export async function orTaken<T>(work: Promise<T>, taken: KolonyError): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (sqlState(error) === '23505' || (error as { code?: unknown }).code === 'P2002') throw taken;
    throw error;
  }
}
