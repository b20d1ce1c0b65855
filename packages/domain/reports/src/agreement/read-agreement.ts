import type { Deps } from '@kolony/db';
import type { BrandScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';
import { type Agreement, Difference } from '../schema.ts';

interface AgreementRow {
  checkedAt: Date;
  days: number;
  orders: number;
  waiting: number;
  different: number;
  differences: unknown;
}

/** What the last comparison of the workspace's stores found; null when there was none yet. */
export async function readAgreement(deps: Deps, scope: BrandScope): Promise<Agreement | null> {
  const row = await deps.db.agreement.findUnique({ where: { brandId: scope.brandId } });
  return row && toAgreement(deps, scope, row);
}

export async function toAgreement(deps: Deps, scope: BrandScope, row: AgreementRow): Promise<Agreement> {
  const { checkedAt, days, orders, waiting, different } = row;
  const differences = Difference.array().parse(row.differences);
  const { brandId } = scope;
  const [campaigns, generated] = await Promise.all([
    deps.db.campaign.findMany({
      where: { brandId, id: { in: differences.map(({ campaignId }) => campaignId) } },
      select: { id: true, name: true, currency: true },
    }),
    deps.db.campaign.count({ where: { brandId, generated: true } }),
  ]);
  return {
    state: different > 0 ? 'differs' : waiting > 0 ? 'on_its_way' : 'agrees',
    checkedAt,
    days,
    orders,
    waiting,
    different,
    generated,
    differences: differences.map((one) => {
      const campaign = campaigns.find(({ id }) => id === one.campaignId);
      const currency = Currency.safeParse(campaign?.currency);
      return { ...one, campaignName: campaign?.name ?? one.campaignId, currency: currency.data ?? 'CNY' };
    }),
  };
}
