import type { Deps } from '@kolony/db';
import { after, KolonyError, MINUTE } from '@kolony/kernel';
import { networkOf } from '@kolony/kernel/network';

const WINDOW = 15 * MINUTE;
const PER_EMAIL = 10;
const PER_ADDRESS = 50;

/** The browser that asks: its network address, and the session it had before, which a sign-in ends. */
export interface Caller {
  address: string;
  replaces?: string | null | undefined;
}

/**
 * Counts one more use of a password from this address: `identity/too_many_attempts` {retry_after_seconds}. Asked before
 * the e-mail is counted, so that a refused address cannot go on locking somebody else's account.
 */
export async function countAddress(deps: Deps, address: string): Promise<void> {
  await count(deps, { key: addressKey(address), limit: PER_ADDRESS });
}

/** Counts one more try at this e-mail's password, whether or not it has an account: `identity/too_many_attempts`. */
export async function countEmail(deps: Deps, email: string): Promise<void> {
  await count(deps, { key: `email:${email}`, limit: PER_EMAIL });
}

/** Who knew the password made no attempt at guessing it: an office behind one address may sign in all day. */
export async function forgive(
  { db }: Deps,
  { email, address }: { email: string; address?: string },
): Promise<void> {
  await db.signInAttempt.deleteMany({ where: { key: `email:${email}` } });
  if (address === undefined) return;
  await db.signInAttempt.updateMany({
    where: { key: addressKey(address), count: { gt: 0 } },
    data: { count: { decrement: 1 } },
  });
}

/** One statement per count, so that attempts at the same moment are all seen. The window is fixed, not sliding. */
async function count(deps: Deps, { key, limit }: { key: string; limit: number }): Promise<void> {
  const now = deps.clock.now();
  const over = after(now, -WINDOW);
  const [row] = await deps.db.$queryRaw<{ count: number; window_start: Date }[]>`
    INSERT INTO sign_in_attempts AS a (key, window_start, count) VALUES (${key}, ${now}, 1)
    ON CONFLICT (key) DO UPDATE SET
      window_start = CASE WHEN a.window_start <= ${over} THEN excluded.window_start ELSE a.window_start END,
      count = CASE WHEN a.window_start <= ${over} THEN 1 ELSE a.count + 1 END
    RETURNING count, window_start`;
  if (!row || row.count <= limit) return;
  const seconds = Math.ceil((row.window_start.getTime() + WINDOW - now.getTime()) / 1_000);
  throw new KolonyError('identity/too_many_attempts', 'rate_limited', {
    retry_after_seconds: Math.max(1, seconds),
  });
}

function addressKey(address: string): string {
  return `address:${networkOf(address)}`;
}
