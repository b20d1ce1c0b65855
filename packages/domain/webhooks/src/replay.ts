import { type Deps, inTransaction, type Tx } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { type DeliveryName, deliveryNotFound } from './deliveries.ts';
import { lockEndpoint } from './endpoint.ts';

/**
 * Sends one event once more, delivered or not, under the same `webhook-id` and with three days of retries of its own;
 * one that is still to come is sent now, unless it is under way. `webhooks/endpoint_not_found`,
 * `webhooks/endpoint_disabled`, `webhooks/delivery_not_found`.
 */
export async function replayDelivery(
  deps: Deps,
  scope: BrandScope,
  { endpointId, eventId }: DeliveryName,
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await lockEnabled(tx, scope, endpointId);
    const where = { endpointId, eventId, brandId: scope.brandId };
    if ((await tx.webhookDelivery.count({ where })) === 0) throw deliveryNotFound(eventId);
    const { count } = await tx.webhookDelivery.updateMany({
      where: { ...where, OR: [{ leasedUntil: null }, { leasedUntil: { lte: now } }] },
      data: fresh(now),
    });
    const facts = { event: eventId, replayed: count };
    await audit(tx, scope, { action: 'webhook.replayed', subject: endpointId, facts });
  });
}

/**
 * Sends every failed event of one endpoint that became true at `since` or later once more; returns how many.
 * `webhooks/endpoint_not_found`, `webhooks/endpoint_disabled`.
 */
export async function replayFailed(
  deps: Deps,
  scope: BrandScope,
  { id, since }: { id: string; since: Date },
): Promise<{ replayed: number }> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    await lockEnabled(tx, scope, id);
    const { count: replayed } = await tx.webhookDelivery.updateMany({
      where: { endpointId: id, brandId: scope.brandId, state: 'failed', event: { at: { gte: since } } },
      data: fresh(now),
    });
    const facts = { since: since.toISOString(), replayed };
    await audit(tx, scope, { action: 'webhook.replayed', subject: id, facts });
    return { replayed };
  });
}

const fresh = (now: Date) => ({
  state: 'pending',
  attempts: 0,
  firstAttemptAt: null,
  nextAttemptAt: now,
  leasedUntil: null,
});

async function lockEnabled(tx: Tx, scope: BrandScope, id: string): Promise<void> {
  const { disabledAt } = await lockEndpoint(tx, scope, id);
  if (disabledAt) throw new KolonyError('webhooks/endpoint_disabled', 'conflict', { id });
}
