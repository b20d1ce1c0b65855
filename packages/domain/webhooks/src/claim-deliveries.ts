import { type Deps, inTransaction } from '@kolony/db';
import type { SystemScope } from '@kolony/identity/schema';
import { after, SECOND } from '@kolony/kernel';

/** At once, to one endpoint, by all workers together: a slow receiver holds up no other, and is not run over. */
const PER_ENDPOINT = 4;
/** Longer than an attempt and its bookkeeping can take; whoever crashed is followed up after it. */
const LEASE = 60 * SECOND;

/** A delivery that this process, and no other, sends until `leasedUntil`. */
export interface ClaimedDelivery {
  endpointId: string;
  eventId: string;
  brandId: string;
  url: string;
  secretVersion: number;
  previousSecretUntil: Date | null;
  body: string;
  /** Attempts begun, this one included. */
  attempts: number;
  firstAttemptAt: Date;
  leasedUntil: Date;
}

/**
 * Takes what is due, `limit` at most and four at once per endpoint, and commits that it did before anything is sent. A
 * claim is a lease: whatever is not booked when it ends is due again, with the same id.
 */
export async function claimDeliveries(
  { db, clock }: Deps,
  _scope: SystemScope,
  { limit }: { limit: number },
): Promise<ClaimedDelivery[]> {
  const now = clock.now();
  const until = after(now, LEASE);
  return inTransaction(db, async (tx) => {
    // Locked so that two workers do not both count three under way; in any order, so that none waits behind the rest.
    const endpoints = await tx.$queryRaw<{ id: string }[]>`
      SELECT e.id FROM webhook_endpoints e
      WHERE e.disabled_at IS NULL AND EXISTS (
        SELECT FROM webhook_deliveries d
        WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.next_attempt_at <= ${now})
      ORDER BY random() LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
    if (endpoints.length === 0) return [];
    return tx.$queryRaw<ClaimedDelivery[]>`
      WITH due AS (
        SELECT waiting.* FROM unnest(${endpoints.map(({ id }) => id)}::text[]) AS e(id)
        CROSS JOIN LATERAL (
          SELECT d.endpoint_id, d.event_id FROM webhook_deliveries d
          WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.next_attempt_at <= ${now}
          ORDER BY d.next_attempt_at, d.event_id
          LIMIT greatest(0, ${PER_ENDPOINT}::int - (
            SELECT count(*) FROM webhook_deliveries busy
            WHERE busy.endpoint_id = e.id AND busy.state = 'pending' AND busy.leased_until > ${now}))
        ) waiting
        LIMIT ${limit}
      )
      UPDATE webhook_deliveries d
      SET attempts = d.attempts + 1, first_attempt_at = coalesce(d.first_attempt_at, ${now}),
        next_attempt_at = ${until}, leased_until = ${until}
      FROM due, webhook_endpoints e, webhook_events v
      WHERE d.endpoint_id = due.endpoint_id AND d.event_id = due.event_id AND e.id = d.endpoint_id AND v.id = d.event_id
      RETURNING d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.brand_id AS "brandId", e.url,
        e.secret_version AS "secretVersion", e.previous_secret_until AS "previousSecretUntil", v.body, d.attempts,
        d.first_attempt_at AS "firstAttemptAt", d.leased_until AS "leasedUntil"`;
  });
}
