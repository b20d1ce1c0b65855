import type { Deps } from '@kolony/db';
import { sessions } from './sessions.ts';

/** Ends the session; one that is unknown or over already is no error. */
export async function signOut(deps: Deps, token: string): Promise<void> {
  await sessions(deps).invalidateSession(token);
}
