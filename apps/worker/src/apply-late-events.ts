import { applyWaiting } from '@kolony/connectors';
import type { Deps } from '@kolony/db';
import { systemScope } from '@kolony/identity';

/** Shops' events that came before their order, and for which it is there by now. */
export function applyLateEvents(deps: Deps): Promise<number> {
  return applyWaiting(deps, systemScope('worker'), { limit: 100 });
}
