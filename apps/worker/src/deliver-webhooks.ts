import { systemScope } from '@kolony/identity';
import { attemptDelivery, type ClaimedDelivery, claimDeliveries, type WebhookDeps } from '@kolony/webhooks';
import { type Log, reasonOf } from './log.ts';
import type { Counters } from './metrics.ts';

/** Attempts under way in this process; most of them wait for somebody else's server. */
const SLOTS = 64;

/**
 * Sends webhooks without waiting for them: a round claims what is due and fits, starts it and returns how many it
 * started, so that a receiver that takes its fifteen seconds holds up nobody else's events. `drained` settles when
 * nothing is under way any more.
 */
export function openWebhookDelivery(deps: WebhookDeps, { counters, log }: { counters: Counters; log: Log }) {
  const scope = systemScope('worker');
  const underWay = new Set<Promise<void>>();
  const attempt = async (claim: ClaimedDelivery) => {
    try {
      counters.webhook((await attemptDelivery(deps, scope, claim)) ? 'delivered' : 'failed');
    } catch (error) {
      // Not booked: the claim ends, and the event is sent again.
      counters.failed('webhooks');
      log.error('webhook not booked', { event: claim.eventId, reason: reasonOf(error) });
    }
  };
  return {
    async round(): Promise<number> {
      const limit = SLOTS - underWay.size;
      if (limit === 0) return 0;
      const claims = await claimDeliveries(deps, scope, { limit });
      for (const claim of claims) {
        const running: Promise<void> = attempt(claim).finally(() => underWay.delete(running));
        underWay.add(running);
      }
      return claims.length;
    },
    drained: async () => void (await Promise.allSettled(underWay)),
  };
}
