import { type Deps, inTransaction } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { bodyOf } from './announce.ts';
import { lockEndpoint } from './endpoint.ts';
import { TEST_EVENT } from './events.ts';

/**
 * Sends `webhook.test` to one endpoint, whatever it is subscribed to; returns the id under which its log tells what came
 * of it. `webhooks/endpoint_not_found`, `webhooks/endpoint_disabled`.
 */
export async function sendTestEvent(
  deps: Deps,
  scope: BrandScope,
  { id: endpointId }: { id: string },
): Promise<{ eventId: string }> {
  const at = deps.clock.now();
  const { brandId } = scope;
  const id = newId('evt', at.getTime());
  await inTransaction(deps.db, async (tx) => {
    const { disabledAt } = await lockEndpoint(tx, scope, endpointId);
    if (disabledAt) throw new KolonyError('webhooks/endpoint_disabled', 'conflict', { id: endpointId });
    const body = bodyOf({ type: TEST_EVENT, at, data: { webhook_id: endpointId } });
    await tx.webhookEvent.create({ data: { id, brandId, type: TEST_EVENT, at, body } });
    await tx.webhookDelivery.create({
      data: { endpointId, eventId: id, brandId, state: 'pending', nextAttemptAt: at },
    });
  });
  return { eventId: id };
}
