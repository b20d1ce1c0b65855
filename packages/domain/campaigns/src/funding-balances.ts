import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { CURRENCIES } from '@kolony/kernel';
import { balances } from '@kolony/ledger';
import { funding } from './accounts.ts';
import type { FundingBalance } from './schema.ts';

/**
 * What the workspace has deposited and not given to a campaign, by currency code: of every currency that it has money
 * or a campaign in, so that a currency still to be paid in is shown with 0.
 */
export async function fundingBalances({ db }: Deps, scope: BrandScope): Promise<FundingBalance[]> {
  const [free, used] = await Promise.all([
    balances(
      db,
      scope,
      CURRENCIES.map((currency) => funding(scope.brandId, currency)),
    ),
    db.campaign.findMany({
      where: { brandId: scope.brandId },
      distinct: ['currency'],
      select: { currency: true },
    }),
  ]);
  const campaigns = new Set(used.map(({ currency }) => currency));
  return CURRENCIES.map((currency, index) => ({ currency, free: free[index] ?? 0 }))
    .filter((balance) => balance.free !== 0 || campaigns.has(balance.currency))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
