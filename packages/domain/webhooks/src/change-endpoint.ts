import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { checkUrl } from './destination.ts';
import { disable, lockEndpoint, toEndpoint } from './endpoint.ts';
import type { ChangeEndpoint, Endpoint } from './schema.ts';
import type { WebhookDeps } from './settings.ts';

/**
 * Another address, other events, on or off; the secret stays. Switched on again it is taken to work until it fails; what
 * was missed is not sent unless it is replayed. `webhooks/endpoint_not_found`, `webhooks/url_refused` {field, why},
 * `webhooks/unknown_host`.
 */
export async function changeEndpoint(
  deps: WebhookDeps,
  scope: BrandScope,
  { id, url, eventTypes, enabled }: ChangeEndpoint,
): Promise<Endpoint> {
  const now = deps.clock.now();
  const href = url === undefined ? undefined : await checkUrl(url, deps.webhooks);
  return inTransaction(deps.db, async (tx) => {
    const { brandId } = await lockEndpoint(tx, scope, id);
    if (enabled === false) await disable(tx, scope, { id, brandId, why: 'by_hand', now });
    const row = await tx.webhookEndpoint.update({
      where: { id },
      data: {
        ...(href === undefined ? {} : { url: href }),
        ...(eventTypes === undefined ? {} : { eventTypes }),
        ...(enabled === true ? { disabledAt: null, disabledFor: null, failingSince: null } : {}),
      },
    });
    const facts = { url: row.url, events: row.eventTypes.join(' '), enabled: row.disabledAt === null };
    await audit(tx, scope, { action: 'webhook.changed', subject: id, facts });
    return toEndpoint(row, now);
  });
}
