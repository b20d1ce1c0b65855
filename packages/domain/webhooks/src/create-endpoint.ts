import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { checkUrl } from './destination.ts';
import { toEndpoint } from './endpoint.ts';
import type { EndpointWithSecret, NewEndpoint } from './schema.ts';
import type { WebhookDeps } from './settings.ts';
import { secretOf } from './signature.ts';

/** Of one brand; each costs an attempt per event. */
const MOST = 10;

/**
 * From the next event on the address is told. The secret is in the answer and can be had by rotating it only.
 * `webhooks/url_refused` {field, why}, `webhooks/unknown_host`, `webhooks/too_many_endpoints` {most}.
 */
export async function createEndpoint(
  deps: WebhookDeps,
  scope: BrandScope,
  { url, eventTypes }: NewEndpoint,
): Promise<EndpointWithSecret> {
  const href = await checkUrl(url, deps.webhooks);
  const { brandId } = scope;
  const now = deps.clock.now();
  const row = await inTransaction(deps.db, async (tx) => {
    // Two at once must not both be the tenth.
    await tx.$queryRaw`SELECT id FROM brands WHERE id = ${brandId} FOR NO KEY UPDATE`;
    if ((await tx.webhookEndpoint.count({ where: { brandId } })) >= MOST)
      throw new KolonyError('webhooks/too_many_endpoints', 'conflict', { most: MOST });
    const created = await tx.webhookEndpoint.create({
      data: { id: newId('whk', now.getTime()), brandId, url: href, eventTypes, createdAt: now },
    });
    await audit(tx, scope, { action: 'webhook.created', subject: created.id, facts: { url: href } });
    return created;
  });
  const secret = secretOf(deps.webhooks.key, { endpointId: row.id, version: row.secretVersion });
  return { endpoint: toEndpoint(row, now), secret };
}
