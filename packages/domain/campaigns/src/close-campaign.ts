import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { keyOf, lockAccounts, post } from '@kolony/ledger';
import { escrow, funding } from './accounts.ts';
import type { Campaign } from './schema.ts';
import { assertTransition } from './state.ts';
import { findCampaign, lockCampaign } from './store.ts';

/**
 * Live → closed: links send visitors to the fallback, new orders earn nothing, and what is free in escrow returns to
 * the brand's funding. Commissions already held run on. `campaigns/illegal_transition`
 */
export async function closeCampaign(deps: Deps, scope: BrandScope, { id }: { id: string }): Promise<Campaign> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const { state, currency } = await lockCampaign(tx, scope, id);
    assertTransition(state, 'closed');
    const accounts = await lockAccounts(tx, scope, [escrow(id, currency), funding(scope.brandId, currency)]);
    const free = accounts.get(keyOf(escrow(id, currency)))?.balance ?? 0;
    if (free > 0)
      await post(tx, scope, {
        at: now,
        transactions: [
          {
            kind: 'return',
            idempotencyKey: `return:${id}`,
            occurredAt: now,
            entries: [
              { account: escrow(id, currency), amount: -free },
              { account: funding(scope.brandId, currency), amount: free },
            ],
          },
        ],
      });
    await tx.campaign.update({ where: { id }, data: { state: 'closed', closedAt: now } });
    await audit(tx, scope, { action: 'campaign.closed', subject: id, facts: { returned: free } });
  });
  return findCampaign(deps.db, scope, id);
}
