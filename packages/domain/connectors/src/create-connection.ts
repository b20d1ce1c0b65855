import { randomBytes } from 'node:crypto';
import { inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import { toConnection } from './connection.ts';
import type { Connection, NewConnection } from './schema.ts';
import { seal } from './seal.ts';
import type { ConnectorDeps } from './settings.ts';

/** Of one brand. */
const MOST = 20;
/** Of the secret, shown to recognise it. */
const END = 4;

/**
 * A shop whose events are taken from now on. `connectors/too_many_connections` {most}, `connectors/prefix_taken`: two
 * shops of WooCommerce number their orders alike, so each needs a prefix of its own.
 */
export async function createConnection(
  deps: ConnectorDeps,
  scope: BrandScope,
  { provider, name, secret, orderPrefix }: NewConnection,
): Promise<Connection> {
  const { brandId } = scope;
  const now = deps.clock.now();
  const id = newId('con', now.getTime());
  return inTransaction(deps.db, async (tx) => {
    // Two at once must not both be the last, nor both take a prefix.
    await tx.$queryRaw`SELECT id FROM brands WHERE id = ${brandId} FOR NO KEY UPDATE`;
    const rows = await tx.connection.findMany({ where: { brandId } });
    if (rows.length >= MOST)
      throw new KolonyError('connectors/too_many_connections', 'conflict', { most: MOST });
    const taken = rows.some((row) => row.provider === provider && row.orderPrefix === orderPrefix);
    if (provider === 'woocommerce' && taken)
      throw new KolonyError('connectors/prefix_taken', 'conflict', { field: 'orderPrefix' });
    const row = await tx.connection.create({
      data: {
        id,
        brandId,
        provider,
        name,
        orderPrefix,
        // One that nobody knows lets nothing pass.
        secret: new Uint8Array(
          seal(deps.connectors.keys, { id, secret: secret ?? randomBytes(32).toString('hex') }),
        ),
        secretEnd: secret?.slice(-END) ?? '',
        createdAt: now,
      },
    });
    await audit(tx, scope, { action: 'connection.created', subject: id, facts: { provider, name } });
    return toConnection(row, 0);
  });
}

export { END as SECRET_END };
