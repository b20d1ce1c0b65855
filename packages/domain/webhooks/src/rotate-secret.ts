import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { after, HOUR } from '@kolony/kernel';
import { lockEndpoint, toEndpoint } from './endpoint.ts';
import type { EndpointWithSecret, RotateSecret } from './schema.ts';
import type { WebhookDeps } from './settings.ts';
import { secretOf } from './signature.ts';

/**
 * A new secret signs at once; the one before signs as well for `overlapHours`, so that a receiver can change over
 * without refusing anything. One before that is over. `webhooks/endpoint_not_found`
 */
export async function rotateSecret(
  deps: WebhookDeps,
  scope: BrandScope,
  { id, overlapHours }: RotateSecret,
): Promise<EndpointWithSecret> {
  const now = deps.clock.now();
  const row = await inTransaction(deps.db, async (tx) => {
    await lockEndpoint(tx, scope, id);
    const facts = { overlap_hours: overlapHours };
    await audit(tx, scope, { action: 'webhook.secret_rotated', subject: id, facts });
    return tx.webhookEndpoint.update({
      where: { id },
      data: { secretVersion: { increment: 1 }, previousSecretUntil: after(now, overlapHours * HOUR) },
    });
  });
  const secret = secretOf(deps.webhooks.key, { endpointId: id, version: row.secretVersion });
  return { endpoint: toEndpoint(row, now), secret };
}
