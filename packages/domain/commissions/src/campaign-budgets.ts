import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { type Currency, minor } from '@kolony/kernel';
import type { CampaignBudget } from './schema.ts';

/**
 * Where the money of a currency's campaigns is, of all or of one: two queries, however many there are. Per campaign
 * `funded = free + reserved + pending + payable + inPayout + paid − owed`, to the minor unit.
 */
export async function campaignBudgets(
  { db }: Pick<Deps, 'db'>,
  { brandId }: BrandScope,
  { campaignId = null, currency }: { campaignId?: string | null | undefined; currency: Currency },
): Promise<CampaignBudget[]> {
  const [accounts, moved] = await Promise.all([
    db.$queryRaw<{ id: string; free: bigint; reserved: bigint; funded: bigint }[]>`
      SELECT c.id, coalesce(free.balance, 0)::bigint AS free, coalesce(kept.balance, 0)::bigint AS reserved,
        coalesce((SELECT sum(e.amount) FROM ledger_entries e
          WHERE e.subject = c.id AND e.account_id = free.id), 0)::bigint AS funded
      FROM campaigns c
      LEFT JOIN ledger_accounts free ON free.brand_id = c.brand_id AND free.currency = c.currency
        AND free.path = 'campaign:' || c.id || ':escrow'
      LEFT JOIN ledger_accounts kept ON kept.brand_id = c.brand_id AND kept.currency = c.currency
        AND kept.path = 'campaign:' || c.id || ':reserved'
      WHERE c.brand_id = ${brandId} AND c.currency = ${currency}
        AND (${campaignId}::text IS NULL OR c.id = ${campaignId})
      ORDER BY c.created_at DESC, c.id DESC`,
    db.$queryRaw<{ campaign_id: string; kind: string; sum: bigint }[]>`
      SELECT c.campaign_id, a.kind, sum(e.amount)::bigint AS sum
      FROM commissions c
      JOIN ledger_entries e ON e.subject = c.id
      JOIN ledger_accounts a ON a.id = e.account_id
      WHERE c.brand_id = ${brandId} AND c.currency = ${currency}
        AND (${campaignId}::text IS NULL OR c.campaign_id = ${campaignId})
      GROUP BY c.campaign_id, a.kind`,
  ]);
  const sums = new Map(moved.map((row) => [`${row.campaign_id} ${row.kind}`, minor(row.sum)]));
  return accounts.map(({ id, ...row }) => {
    const at = (kind: string) => sums.get(`${id} ${kind}`) ?? 0;
    const [free, reserved, funded] = [minor(row.free), minor(row.reserved), minor(row.funded)];
    const [pending, payable, inPayout] = [at('pending'), at('payable'), at('in_payout')];
    const clawback = at('clawback');
    const owed = clawback === 0 ? 0 : -clawback;
    // Paid in money, or set off against what the KOL owed, perhaps from another campaign: so it is what is left over.
    const paid = funded - free - reserved - pending - payable - inPayout + owed;
    return { campaignId: id, funded, free, reserved, pending, payable, inPayout, paid, owed };
  });
}
