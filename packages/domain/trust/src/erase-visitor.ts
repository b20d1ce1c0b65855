import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { newToken, noteErasure } from './erasures.ts';

/** Forgets a visitor of the brand's links and pages, by the cookie's value. What they did is kept, without them. */
export async function eraseVisitor(
  deps: Deps,
  scope: BrandScope,
  { visitor }: { visitor: string },
): Promise<{ id: string; orders: number }> {
  return inTransaction(deps.db, async (tx) => {
    const of = { kind: 'visitor' as const, subject: visitor, token: newToken(), clickIds: [] };
    const id = await noteErasure(tx, scope, { ...of, now: deps.clock.now() });
    await audit(tx, scope, { action: 'visitor.erased', subject: id });
    return { id, orders: 0 };
  });
}
