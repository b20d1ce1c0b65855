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
 * the brand's funding. Commissions already held run on. `campaigns/illegal_transition`, `campaigns/campaign_not_found`.
 */
export async function closeCampaign(
  deps: Deps,
  scope: BrandScope,
  { id }: { id: string },
): Promise<Campaign> {
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const { state, currency } = await lockCampaign(tx, scope, id);
    assertTransition(state, 'closed');
    const from = escrow(id, currency);
    const to = funding(scope.brandId, currency);
    // Locked before it is read: an order that accrues at this moment is either in the balance or finds nothing left.
    const free = (await lockAccounts(tx, scope, [from, to])).get(keyOf(from))?.balance ?? 0;
    if (free > 0) {
      const entries = [
        { account: from, amount: -free, subject: id },
        { account: to, amount: free, subject: id },
      ];
      await post(tx, scope, {
        at,
        transactions: [{ kind: 'return', idempotencyKey: `return:${id}`, occurredAt: at, entries }],
      });
    }
    await tx.campaign.update({ where: { id }, data: { state: 'closed', closedAt: at } });
    await audit(tx, scope, { action: 'campaign.closed', subject: id, facts: { returned: free } });
  });
  return findCampaign(deps.db, scope, id);
}
