import type { Deps } from '@kolony/db';
import type { KolScope } from '@kolony/identity/schema';
import { Currency } from '@kolony/kernel';

/** The campaigns that the KOL has had a deal on, the newest deal's first. */
export async function kolCampaigns(
  { db }: Deps,
  { kolId }: KolScope,
): Promise<{ id: string; name: string; currency: Currency }[]> {
  const rows = await db.deal.findMany({
    where: { kolId, terms: { some: {} } },
    orderBy: { invitedAt: 'desc' },
    select: { campaign: { select: { id: true, name: true, currency: true } } },
  });
  return rows.map(({ campaign }) => ({ ...campaign, currency: Currency.parse(campaign.currency) }));
}
