import { inTransaction, type Tx } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { after, isKolonyError, SECOND } from '@kolony/kernel';
import { FAILING_FOR, nextAttempt } from './back-off.ts';
import type { ClaimedDelivery } from './claim-deliveries.ts';
import { destinationOf } from './destination.ts';
import { disable } from './endpoint.ts';
import { type Answered, post } from './post.ts';
import type { WebhookDeps } from './settings.ts';
import { signatureOf } from './signature.ts';

/** It will never want anything again (RFC 9110, 15.5.11). */
const GONE = 410;

/**
 * One attempt and its bookkeeping; true when the receiver took it (2xx). Cut off anywhere in between, the event is sent
 * again after the claim's end, with the same id.
 */
export async function attemptDelivery(
  deps: WebhookDeps,
  scope: SystemScope,
  claim: ClaimedDelivery,
): Promise<boolean> {
  const at = deps.clock.now();
  const answered = await send(deps, claim);
  const taken = answered.status !== null && answered.status >= 200 && answered.status < 300;
  await inTransaction(deps.db, (tx) =>
    book(tx, scope, { claim, answered, taken, at, now: deps.clock.now() }),
  );
  return taken;
}

async function send({ clock, webhooks }: WebhookDeps, claim: ClaimedDelivery): Promise<Answered> {
  const { endpointId, eventId: id, url, secretVersion: version, previousSecretUntil, body } = claim;
  // The wall clock, since receivers compare it with theirs; a demo's clock may be days ahead.
  const timestamp = Math.floor(Date.now() / SECOND);
  const overlaps = previousSecretUntil !== null && previousSecretUntil > clock.now();
  const names = (overlaps ? [version, version - 1] : [version]).map((each) => ({
    endpointId,
    version: each,
  }));
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatureOf(webhooks.key, names, { id, timestamp, body }),
  };
  try {
    return await post(destinationOf(url, webhooks), { headers, body }, webhooks);
  } catch (error) {
    // What was allowed when it was registered may not be any more: loopback, switched off.
    if (!isKolonyError(error)) throw error;
    return { status: null, error: 'forbidden_address', retryAfterMs: null, answer: '', durationMs: 0 };
  }
}

interface Outcome {
  claim: ClaimedDelivery;
  answered: Answered;
  taken: boolean;
  at: Date;
  now: Date;
}

async function book(tx: Tx, scope: SystemScope, { claim, answered, taken, at, now }: Outcome): Promise<void> {
  const { endpointId, eventId, brandId, leasedUntil } = claim;
  const { retryAfterMs, ...attempt } = answered;
  const failingSince = await noteHealth(tx, { id: endpointId, taken, now });
  if (failingSince === undefined) return; // deleted meanwhile, and its log with it
  const next = taken || answered.status === GONE ? null : nextAttempt({ ...claim, now, retryAfterMs });
  await tx.webhookDelivery.updateMany({
    // Unless the claim ran out and somebody else's attempt counts, or the endpoint was disabled meanwhile.
    where: { endpointId, eventId, state: 'pending', leasedUntil },
    data: {
      state: taken ? 'delivered' : next ? 'pending' : 'failed',
      leasedUntil: null,
      ...(next ? { nextAttemptAt: next } : {}),
    },
  });
  await tx.webhookAttempt.create({ data: { brandId, endpointId, eventId, at, ...attempt } });
  if (answered.status === GONE) return disable(tx, scope, { id: endpointId, brandId, why: 'gone', now });
  if (failingSince && after(failingSince, FAILING_FOR) <= now)
    await disable(tx, scope, { id: endpointId, brandId, why: 'failing', now });
}

/**
 * Since when the endpoint fails, this attempt included: null when it does not, undefined when it is there no more. Its
 * row is written only when that changes something, and always before its deliveries.
 */
async function noteHealth(
  tx: Tx,
  { id, taken, now }: { id: string; taken: boolean; now: Date },
): Promise<Date | null | undefined> {
  const [row] = await tx.$queryRaw<{ failing_since: Date | null }[]>`
    SELECT failing_since FROM webhook_endpoints WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!row) return undefined;
  const failingSince = taken ? null : (row.failing_since ?? now);
  if (failingSince !== row.failing_since)
    await tx.webhookEndpoint.update({ where: { id }, data: { failingSince } });
  return failingSince;
}
