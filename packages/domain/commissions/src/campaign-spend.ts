import { type Database, type Deps, inTransaction } from '@kolony/db';
import type { BrandScope, KolScope, SystemScope } from '@kolony/identity/schema';
import { Currency, KolonyError, minor, mulDiv } from '@kolony/kernel';
import { balances, keyOf, sumsAbout } from '@kolony/ledger';
import { announce } from '@kolony/webhooks';
import { escrow, reserve } from './accounts.ts';
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
  const account = escrow(campaignId, currency);
  const [[free = 0, reserved = 0], funded, rows, left] = await Promise.all([
    balances(db, scope, [account, reserve(campaignId, currency)]),
    sumsAbout(db, scope, [{ subject: campaignId, account }]),
    db.$queryRaw<{ kind: string; sum: bigint }[]>`
      SELECT a.kind, sum(e.amount)::bigint AS sum
      FROM commissions c
      JOIN ledger_entries e ON e.subject = c.id
      JOIN ledger_accounts a ON a.id = e.account_id
      WHERE c.campaign_id = ${campaignId} AND c.brand_id = ${scope.brandId}
      GROUP BY a.kind`,
    dearestRecent(db, campaignId),
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
  const paid = total - free - reserved - pending - payable - inPayout + owed;
  return {
    currency,
    funded: total,
    free,
    reserved,
    pending,
    payable,
    inPayout,
    paid,
    owed,
    usedBp: total <= 0 ? 0 : mulDiv(total - free, 10_000, total),
    alerts: campaign.alerts
      .filter((alert) => minor(alert.funded) === total)
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
