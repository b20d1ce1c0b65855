import { Decision } from '@kolony/attribution/schema';
import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newToken, noteErasure } from '@kolony/trust';

/**
 * Forgets a customer of the brand: their id becomes a random token wherever it stands, and what the shop wrote about
 * their orders goes. The orders and all money stay, and so does which order was their first: every commission still
 * comes out the same. ClickHouse follows within a minute. Returns how many orders were theirs.
 */
export async function eraseCustomer(
  deps: Deps,
  scope: BrandScope,
  { customerId }: { customerId: string },
): Promise<{ id: string; orders: number }> {
  const { brandId } = scope;
  return inTransaction(deps.db, async (tx) => {
    const token = newToken();
    const orders = await tx.$queryRaw<{ decision: unknown }[]>`
      UPDATE conversions SET customer_id = ${token}, metadata = '{}'
      WHERE id IN (SELECT id FROM conversions WHERE brand_id = ${brandId} AND customer_id = ${customerId}
        ORDER BY id FOR NO KEY UPDATE)
      RETURNING decision`;
    await tx.customer.updateMany({ where: { brandId, customerId }, data: { customerId: token } });
    const clickIds = orders.flatMap(({ decision }) =>
      Decision.parse(decision)
        .touches.filter(({ kind }) => kind === 'click')
        .map(({ clickId }) => clickId),
    );
    const of = { kind: 'customer' as const, subject: customerId, token, clickIds: [...new Set(clickIds)] };
    const id = await noteErasure(tx, scope, { ...of, now: deps.clock.now() });
    await audit(tx, scope, { action: 'customer.erased', subject: id, facts: { orders: orders.length } });
    return { id, orders: orders.length };
  });
}
