import { type Deps, inTransaction } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, isKolonyError, KolonyError, minor } from '@kolony/kernel';
import { post } from '@kolony/ledger';
import { escrow, funding, world } from './accounts.ts';
import type { Deposit, FundCampaign, FundingBalance } from './schema.ts';
import { lockCampaign } from './store.ts';

/**
 * Books a bank transfer that finance received. The bank's reference is the key: the same deposit again changes nothing,
 * another amount under the same reference is `ledger/idempotency_conflict`.
 */
export async function recordDeposit(deps: Deps, scope: BrandScope, { amount, currency, reference }: Deposit): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const idempotencyKey = `deposit:${reference}`;
    const [posted] = await post(tx, scope, {
      at: deps.clock.now(),
      transactions: [
        {
          kind: 'deposit',
          idempotencyKey,
          occurredAt: deps.clock.now(),
          entries: [
            { account: world(currency), amount: -amount },
            { account: funding(scope.brandId, currency), amount },
          ],
        },
      ],
    });
    if (posted?.posted) await audit(tx, scope, { action: 'deposit.recorded', subject: posted.id, facts: { amount, currency, reference } });
  });
}

/**
 * Moves money from the brand's funding into the campaign's escrow, which is what its deals can earn.
 * `campaigns/insufficient_funding` {missing, currency}, `campaigns/campaign_closed`, `campaigns/campaign_not_found`.
 */
export async function fundCampaign(deps: Deps, scope: BrandScope, { campaignId, amount, idempotencyKey }: FundCampaign): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const { state, currency } = await lockCampaign(tx, scope, campaignId);
    if (state === 'closed') throw new KolonyError('campaigns/campaign_closed', 'conflict');
    const [posted] = await post(tx, scope, {
      at: deps.clock.now(),
      transactions: [
        {
          kind: 'allocate',
          idempotencyKey: `fund:${idempotencyKey}`,
          occurredAt: deps.clock.now(),
          entries: [
            { account: funding(scope.brandId, currency), amount: -amount },
            { account: escrow(campaignId, currency), amount },
          ],
        },
      ],
    });
    if (posted?.posted) await audit(tx, scope, { action: 'campaign.funded', subject: campaignId, facts: { amount, currency } });
  }).catch((error: unknown) => {
    if (isKolonyError(error) && error.code === 'ledger/insufficient_funds')
      throw new KolonyError('campaigns/insufficient_funding', 'insufficient', { missing: error.facts.missing ?? 0, currency: error.facts.currency ?? '' });
    throw error;
  });
}

/** What the workspace has deposited and not given to a campaign, per currency. */
export async function fundingBalances({ db }: Deps, scope: BrandScope): Promise<FundingBalance[]> {
  const rows = await db.ledgerAccount.findMany({ where: { brandId: scope.brandId, kind: 'funding' }, orderBy: { currency: 'asc' } });
  return rows.map((row) => ({ currency: Currency.parse(row.currency), free: minor(row.balance) }));
}
