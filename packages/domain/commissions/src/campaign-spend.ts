import { type Database, type Deps, inTransaction } from '@kolony/db';
import type { BrandScope, KolScope, SystemScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor, mulDiv, present } from '@kolony/kernel';
import { balances } from '@kolony/ledger';
import { announce } from '@kolony/webhooks';
import { escrow } from './accounts.ts';
import { campaignBudgets } from './campaign-budgets.ts';
import type { CampaignSpend, Funded } from './schema.ts';

/** How much of a budget is spoken for when a brand is told so, in basis points. */
const ALERTS_BP = [5_000, 8_000, 9_500] as const;
/** How many recent orders "the dearest recent one" looks at. */
const RECENT = 100;

/**
 * Where a campaign's money is: `funded = free + reserved + pending + payable + inPayout + paid − owed`, to the minor
 * unit, which is how the budget rule `paid + payable + pending + reserved ≤ funded` reads once free cannot be negative.
 * Error: `campaigns/campaign_not_found`.
 */
export async function campaignSpend(
  { db }: Deps,
  scope: BrandScope,
  { campaignId }: { campaignId: string },
): Promise<CampaignSpend> {
  const campaign = await db.campaign.findFirst({
    where: { id: campaignId, brandId: scope.brandId },
    select: { currency: true, alerts: { orderBy: { thresholdBp: 'asc' } } },
  });
  if (!campaign) throw new KolonyError('campaigns/campaign_not_found', 'not_found', { id: campaignId });
  const currency = Currency.parse(campaign.currency);
  const [[budget], left] = await Promise.all([
    campaignBudgets({ db }, scope, { campaignId, currency }),
    dearestRecent(db, campaignId),
  ]);
  const { campaignId: _, ...money } = present(budget, 'budget');
  const { funded, free } = money;
  return {
    currency,
    ...money,
    usedBp: funded <= 0 ? 0 : mulDiv(funded - free, 10_000, funded),
    alerts: campaign.alerts
      .filter((alert) => minor(alert.funded) === funded)
      .map(({ thresholdBp, at: said }) => ({ thresholdBp, at: said })),
    ordersLeft: left === null ? null : Math.floor(free / left),
  };
}

/** What the dearest of the campaign's recent orders cost; null before the first. */
async function dearestRecent(db: Database, campaignId: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ most: bigint | null }[]>`
    SELECT max(outlay) AS most FROM (
      SELECT outlay FROM commissions
      WHERE campaign_id = ${campaignId} AND source = 'order' AND outlay > 0 ORDER BY created_at DESC LIMIT ${RECENT}
    ) recent`;
  return row?.most ? minor(row.most) : null;
}

/** What a KOL is told about the budget behind their links, without its amount. `deals/deal_not_found` */
export async function dealFunded(
  { db }: Deps,
  scope: KolScope,
  { dealId }: { dealId: string },
): Promise<Funded> {
  const deal = await db.deal.findFirst({
    where: { id: dealId, kolId: scope.kolId },
    include: { campaign: { select: { id: true, currency: true } } },
  });
  if (!deal) throw new KolonyError('deals/deal_not_found', 'not_found', { id: dealId });
  const [free = 0] = await balances(db, { brandId: deal.brandId }, [
    escrow(deal.campaign.id, Currency.parse(deal.campaign.currency)),
  ]);
  const most = await dearestRecent(db, deal.campaign.id);
  return { ordersLeft: most === null ? null : Math.floor(free / most), exhausted: free === 0 };
}

/** Says once per threshold and funding that a live campaign's budget passed 50, 80 or 95 %; returns how many were said. */
export async function raiseBudgetAlerts({ db, clock }: Deps, _scope: SystemScope): Promise<number> {
  const at = clock.now();
  return inTransaction(db, async (tx) => {
    const raised = await tx.$queryRaw<RaisedAlert[]>`
    INSERT INTO budget_alerts (campaign_id, threshold_bp, funded, brand_id, at)
    SELECT c.id, t.bp, f.funded, c.brand_id, ${at}
    FROM campaigns c
    JOIN ledger_accounts a ON a.brand_id = c.brand_id AND a.path = 'campaign:' || c.id || ':escrow' AND a.currency = c.currency
    CROSS JOIN LATERAL (
      SELECT sum(e.amount)::bigint AS funded FROM ledger_entries e WHERE e.subject = c.id AND e.account_id = a.id
    ) f
    CROSS JOIN unnest(${[...ALERTS_BP]}::int[]) AS t(bp)
    WHERE c.state = 'live' AND f.funded > 0 AND (f.funded - a.balance) * 10000 >= f.funded * t.bp
    ON CONFLICT DO NOTHING
    RETURNING brand_id, campaign_id, threshold_bp, funded,
      (SELECT currency FROM campaigns WHERE id = campaign_id) AS currency`;
    await announce(
      tx,
      raised.map(({ brand_id: brandId, funded, ...about }) => ({
        brandId,
        type: 'budget.alert' as const,
        at,
        data: { ...about, funded: minor(funded) },
      })),
    );
    return raised.length;
  });
}

interface RaisedAlert {
  brand_id: string;
  campaign_id: string;
  threshold_bp: number;
  funded: bigint;
  currency: Currency;
}
