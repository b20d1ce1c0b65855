import { releaseDueHolds } from '@kolony/commissions';
import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';
import type { Counters } from './metrics.ts';

/** Locks of one round are held for one transaction; a backlog is worked off round after round. */
const ROUND = 500;

/** Ends the holds that are due by the clock; returns how many. */
export async function releaseHolds(deps: Deps, counters: Counters): Promise<number> {
  const released = await releaseDueHolds(deps, systemScope('worker'), { limit: ROUND });
  counters.released(released);
  return released;
}
