import type { Candidate } from '@kolony/attribution';
import type { Sql } from '@kolony/db';
import { type DealForPricing, dealsForPricing, earnsAt } from '@kolony/deals';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError } from '@kolony/kernel';
import { canonicalCode, couponDeals, touchedLinks } from '@kolony/links';
import type { ClaimedTouch, NewConversion } from './schema.ts';

export interface Gathered {
  /** The touch with what its deal said at its instant; null when its link is not one of this brand's. */
  clickOf(touch: ClaimedTouch): Candidate | null;
  /** A code's touch is at the order's instant; null when it is nobody's code. */
  codeOf(code: string, at: Date): Candidate | null;
  dealOf(dealId: string): DealForPricing;
}

/**
 * Reads links, codes, deals, Terms and campaigns of all touches of all orders. Click tokens name their deals, so all of
 * it goes out at once; only codes of deals that no click named make a second trip.
 */
export async function gatherCandidates(
  tx: Sql,
  scope: BrandScope,
  orders: readonly Pick<NewConversion, 'touches' | 'couponCode'>[],
): Promise<Gathered> {
  const touches = orders.flatMap((order) => order.touches);
  const codes = [...new Set(orders.flatMap((order) => order.couponCode ?? []))];
  const [links, coupons, clicked] = await Promise.all([
    touches.length === 0 ? [] : touchedLinks(tx, scope, [...new Set(touches.map(({ linkNo }) => linkNo))]),
    codes.length === 0 ? [] : couponDeals(tx, scope, codes),
    dealsForPricing(tx, scope, { nos: [...new Set(touches.map(({ dealNo }) => dealNo))] }),
  ]);
  const byNo = new Map(links.map((link) => [link.linkNo, link]));
  const byCode = new Map(coupons.map((coupon) => [coupon.code, coupon]));
  const known = new Set(clicked.map(({ dealId }) => dealId));
  const coded = new Set(coupons.map(({ dealId }) => dealId).filter((id) => !known.has(id)));
  const deals = [...clicked, ...(await dealsForPricing(tx, scope, { ids: [...coded] }))];
  const byDeal = new Map(deals.map((deal) => [deal.dealId, deal]));
  return {
    clickOf(touch) {
      const link = byNo.get(touch.linkNo);
      const deal = link && byDeal.get(link.dealId);
      if (!link || !deal || link.dealNo !== touch.dealNo) return null;
      return { kind: 'click', clickId: touch.clickId, linkId: link.linkId, ...said(deal, touch.at) };
    },
    codeOf(code, at) {
      const coupon = byCode.get(canonicalCode(code));
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
