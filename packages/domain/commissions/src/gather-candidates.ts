import type { Candidate } from '@kolony/attribution';
import type { Sql } from '@kolony/db';
import { type DealForPricing, dealsForPricing, earnsAt } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { couponDeals, touchedLinks } from '@kolony/links';
import type { ClaimedTouch, NewConversion } from './schema.ts';

export interface Gathered {
  /** The touch with what its deal said at its instant; null when its link is not one of this brand's. */
  clickOf(touch: ClaimedTouch): Candidate | null;
  /** A code's touch is at the order's instant; null when it is nobody's code. */
  codeOf(code: string, at: Date): Candidate | null;
  dealOf(dealId: string): DealForPricing;
}

/** Reads links, codes, deals, Terms and campaigns of all touches of all orders, in at most three queries. */
export async function gatherCandidates(
  tx: Sql,
  scope: BrandScope,
  orders: readonly Pick<NewConversion, 'touches' | 'couponCode'>[],
): Promise<Gathered> {
  const linkNos = [...new Set(orders.flatMap((order) => order.touches.map((touch) => touch.linkNo)))];
  const codes = [...new Set(orders.flatMap((order) => order.couponCode ?? []))];
  const links = linkNos.length === 0 ? [] : await touchedLinks(tx, scope, linkNos);
  const coupons = codes.length === 0 ? [] : await couponDeals(tx, scope, codes);
  const byNo = new Map(links.map((link) => [link.linkNo, link]));
  const byCode = new Map(coupons.map((coupon) => [coupon.code, coupon]));
  const dealIds = [...new Set([...links, ...coupons].map(({ dealId }) => dealId))];
  const deals = dealIds.length === 0 ? [] : await dealsForPricing(tx, scope, dealIds);
  const byDeal = new Map(deals.map((deal) => [deal.dealId, deal]));
  return {
    clickOf(touch) {
      const link = byNo.get(touch.linkNo);
      const deal = link && byDeal.get(link.dealId);
      if (!link || !deal || link.dealNo !== touch.dealNo) return null;
      return { kind: 'click', clickId: touch.clickId, linkId: link.linkId, ...said(deal, touch.at) };
    },
    codeOf(code, at) {
      const coupon = byCode.get(code.trim().toUpperCase());
      const deal = coupon && byDeal.get(coupon.dealId);
      if (!coupon || !deal) return null;
      return { kind: 'code', clickId: coupon.code, linkId: null, ...said(deal, at) };
    },
    dealOf(dealId) {
      const deal = byDeal.get(dealId);
      if (!deal) throw new KolonyError('commissions/no_terms', 'internal', { dealId });
      return deal;
    },
  };
}

/** What a deal says of a touch at an instant. */
export function said(deal: DealForPricing, at: Date): Omit<Candidate, 'kind' | 'clickId' | 'linkId'> {
  return {
    dealId: deal.dealId,
    kolId: deal.kolId,
    campaignId: deal.campaignId,
    at,
    currency: deal.currency,
    rule: deal.attribution,
    dealActive: earnsAt(deal, at),
  };
}
