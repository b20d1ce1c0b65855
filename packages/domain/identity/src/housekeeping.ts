import type { Deps } from '@kolony/db';
import { after, DAY } from '@kolony/kernel';
import type { SystemScope } from './schema.ts';

/** Removes sessions that are over and attempts nobody counts any more. */
export async function forgetExpiredSessions({ db, clock }: Deps, _scope: SystemScope): Promise<void> {
  const now = clock.now();
  await db.session.deleteMany({ where: { expiresAt: { lte: now } } });
  await db.signInAttempt.deleteMany({ where: { windowStart: { lte: after(now, -DAY) } } });
}
