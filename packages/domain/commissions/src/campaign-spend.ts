import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor } from '@kolony/kernel';
import { balances, keyOf, movements } from '@kolony/ledger';
import { escrow } from './accounts.ts';
import type { CampaignSpend } from './schema.ts';

/**
 * Where a campaign's money is: `funded = free + pending + payable + inPayout + paid − owed`, to the minor unit, which
 * is how the budget rule `paid + payable + pending + reserved ≤ funded` reads once free cannot be negative.
 * Error: `campaigns/campaign_not_found`.
 */
export async function campaignSpend(
  { db }: Deps,
  scope: BrandScope,
  { campaignId }: { campaignId: string },
): Promise<CampaignSpend> {
  const campaign = await db.campaign.findFirst({
    where: { id: campaignId, brandId: scope.brandId },
    select: { currency: true },
  });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
  const currency = Currency.parse(campaign.currency);
  const account = escrow(campaignId, currency);
  const [[free = 0], funded, rows] = await Promise.all([
    balances(db, scope, [account]),
    movements(db, scope, { refs: [account], kinds: ['allocate', 'return'] }),
    db.$queryRaw<{ kind: string; sum: bigint }[]>`
      SELECT a.kind, sum(e.amount)::bigint AS sum
      FROM commissions c
      JOIN ledger_entries e ON e.subject = c.id
      JOIN ledger_accounts a ON a.id = e.account_id
      WHERE c.campaign_id = ${campaignId} AND c.brand_id = ${scope.brandId}
      GROUP BY a.kind`,
  ]);
  const at = new Map(rows.map((row) => [row.kind, minor(row.sum)]));
  const clawback = at.get('clawback') ?? 0;
  const owed = clawback === 0 ? 0 : -clawback;
  const [pending, payable, inPayout] = [
    at.get('pending') ?? 0,
    at.get('payable') ?? 0,
    at.get('in_payout') ?? 0,
  ];
  const total = funded.get(keyOf(account)) ?? 0;
  // Paid in money, or set off against what the KOL owed, perhaps from another campaign: so it is what is left over.
  const paid = total - free - pending - payable - inPayout + owed;
  return { currency, funded: total, free, pending, payable, inPayout, paid, owed };
}
