import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { SystemScope } from '@kolony/identity/schema';
import { DealState } from './schema.ts';
import { nextState } from './state.ts';
import { addEvent } from './store.ts';

/**
 * Offers and applications that nobody answered in time lapse. At most `limit` of them, oldest first, each once however
 * many workers ask; answers how many.
 */
export async function expireOffers(
  deps: Deps,
  scope: SystemScope,
  { limit }: { limit: number },
): Promise<number> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const due = await tx.$queryRaw<{ id: string; brand_id: string; state: string; round: number }[]>`
      SELECT id, brand_id, state, round FROM deals
      WHERE state IN ('applied', 'invited', 'countered') AND expires_at <= ${now}
      ORDER BY expires_at LIMIT ${limit} FOR NO KEY UPDATE SKIP LOCKED`;
    for (const { id, brand_id: brandId, state: from, round } of due) {
      const state = nextState(DealState.parse(from), { by: 'system', move: 'expire' });
      await tx.deal.update({ where: { id }, data: { state } });
      await addEvent(tx, { dealId: id, kind: 'expired', by: 'system', at: now, facts: { round } });
      await audit(tx, scope, { action: 'deal.expired', subject: id, facts: { round }, brandId });
    }
    return due.length;
  });
}
