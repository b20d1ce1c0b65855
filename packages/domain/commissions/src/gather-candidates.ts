import type { Candidate } from '@kolony/attribution';
import type { Tx } from '@kolony/db';
import { dealsForPricing } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { touchedLinks } from '@kolony/links';
import type { ClaimedTouch, NewConversion } from './schema.ts';

/** What pricing knows of a deal, all Terms versions included. */
export type DealTerms = Awaited<ReturnType<typeof dealsForPricing>>[number];

export interface Gathered {
  /** The touch with what its deal said at its instant; null when its link is not one of this brand's. */
  candidateOf(touch: ClaimedTouch): Candidate | null;
  dealOf(dealId: string): DealTerms;
}

/** Reads links, deals, Terms and campaigns of all touches of all orders, in two queries. */
export async function gatherCandidates(
  tx: Tx,
  scope: BrandScope,
  orders: readonly NewConversion[],
): Promise<Gathered> {
  const linkNos = [...new Set(orders.flatMap((order) => order.touches.map((touch) => touch.linkNo)))];
  const links = linkNos.length === 0 ? [] : await touchedLinks(tx, scope, linkNos);
  const byNo = new Map(links.map((link) => [link.linkNo, link]));
  const dealIds = [...new Set(links.map((link) => link.dealId))];
  const deals = dealIds.length === 0 ? [] : await dealsForPricing(tx, scope, dealIds);
  const byDeal = new Map(deals.map((deal) => [deal.dealId, deal]));
  return {
    candidateOf(touch) {
      const link = byNo.get(touch.linkNo);
      const deal = link && byDeal.get(link.dealId);
      if (!link || !deal || link.dealNo !== touch.dealNo) return null;
      return {
        clickId: touch.clickId,
        linkId: link.linkId,
        dealId: link.dealId,
        kolId: link.kolId,
        campaignId: link.campaignId,
        at: touch.at,
        currency: deal.currency,
        windowDays: deal.attribution.windowDays,
        dealActive: activeAt(deal, touch.at),
      };
    },
    dealOf(dealId) {
      const deal = byDeal.get(dealId);
      if (!deal) throw new KolonyError('commissions/no_terms', 'internal', { dealId });
      return deal;
    },
  };
}

function activeAt(deal: DealTerms, at: Date): boolean {
  if (!deal.activeFrom || at < deal.activeFrom) return false;
  return deal.endedAt === null || at < deal.endedAt;
}
