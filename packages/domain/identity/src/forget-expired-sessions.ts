import type { Deps } from '@kolony/db';
import { after, DAY } from '@kolony/kernel';
import type { SystemScope } from './schema.ts';
import { sessions } from './sessions.ts';

/** Removes sessions that are over and attempts nobody counts any more. */
export async function forgetExpiredSessions(deps: Deps, _scope: SystemScope): Promise<void> {
  await sessions(deps).deleteExpiredSessions();
  const forgotten = after(deps.clock.now(), -DAY);
  await deps.db.signInAttempt.deleteMany({ where: { windowStart: { lte: forgotten } } });
}
