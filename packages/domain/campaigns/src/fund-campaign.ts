import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { isKolonyError, KolonyError } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { escrow, funding } from './accounts.ts';
import type { FundCampaign } from './schema.ts';
import { lockCampaign } from './store.ts';

/**
 * Moves money from the brand's funding into the campaign's escrow, which is all its deals can earn. The same key again
 * changes nothing, for another campaign or amount it is `ledger/idempotency_conflict`.
 * `campaigns/insufficient_funding` {missing, currency}, `campaigns/campaign_closed`, `campaigns/campaign_not_found`.
 */
export async function fundCampaign(deps: Deps, scope: BrandScope, request: FundCampaign): Promise<void> {
  const { campaignId, amount, idempotencyKey } = request;
  const at = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const { state, currency } = await lockCampaign(tx, scope, campaignId);
    if (state === 'closed')
      throw new KolonyError('campaigns/campaign_closed', 'conflict', { id: campaignId });
    const transaction = {
      kind: 'allocate',
      idempotencyKey: `fund:${idempotencyKey}`,
      occurredAt: at,
      entries: [
        { account: funding(scope.brandId, currency), amount: -amount, subject: campaignId },
        { account: escrow(campaignId, currency), amount, subject: campaignId },
      ],
    };
    const [posted] = await post(tx, scope, { at, transactions: [transaction] });
    if (posted?.posted)
      await audit(tx, scope, { action: 'campaign.funded', subject: campaignId, facts: { amount, currency } });
  }).catch((error: unknown) => {
    if (!isKolonyError(error) || error.code !== 'ledger/insufficient_funds') throw error;
    const { missing = 0, currency = '' } = error.facts;
    throw new KolonyError('campaigns/insufficient_funding', 'insufficient', {
      field: 'amount',
      missing,
      currency,
    });
  });
}
