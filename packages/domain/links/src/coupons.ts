import { type Deps, inTransaction, type Sql } from '@kolony/db';
import { audit } from '@kolony/identity';
import type { BrandScope } from '@kolony/identity/schema';
import { KolonyError, newId } from '@kolony/kernel';
import type { Coupon, NewCoupon } from './schema.ts';

/** A code as an order names it. */
export interface CouponDeal {
  code: string;
  dealId: string;
  kolId: string;
  campaignId: string;
}

/** Codes are the same in any case. */
const canonical = (code: string) => code.trim().toUpperCase();

/**
 * Gives a deal a code of the brand's shop. A code belongs to one deal: `links/code_taken`. `deals/deal_not_found`,
 * `links/deal_not_active`.
 */
export async function createCoupon(deps: Deps, scope: BrandScope, input: NewCoupon): Promise<Coupon> {
  const createdAt = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    const deal = await tx.deal.findFirst({ where: { id: input.dealId, brandId: scope.brandId } });
    if (!deal) throw new KolonyError('deals/deal_not_found', 'not_found', { id: input.dealId });
    if (deal.state !== 'active')
      throw new KolonyError('links/deal_not_active', 'conflict', { state: deal.state });
    const coupon = {
      id: newId('cpn', createdAt.getTime()),
      dealId: deal.id,
      code: canonical(input.code),
      createdAt,
    };
    const { count } = await tx.coupon.createMany({
      data: { ...coupon, brandId: scope.brandId, campaignId: deal.campaignId, kolId: deal.kolId },
      skipDuplicates: true,
    });
    if (count === 0)
      throw new KolonyError('links/code_taken', 'conflict', { field: 'code', code: coupon.code });
    await audit(tx, scope, {
      action: 'coupon.created',
      subject: coupon.id,
      facts: { deal: deal.id, code: coupon.code },
    });
    return coupon;
  });
}

/** The codes of one of the brand's deals, newest first. */
export async function listCoupons(
  { db }: Deps,
  scope: BrandScope,
  { dealId }: { dealId: string },
): Promise<Coupon[]> {
  const rows = await db.coupon.findMany({
    where: { brandId: scope.brandId, dealId },
    orderBy: { id: 'desc' },
  });
  return rows.map(({ id, code, createdAt }) => ({ id, dealId, code, createdAt }));
}

/** The brand's codes among these; anything else is nobody's code. */
export async function couponDeals(
  tx: Sql,
  scope: BrandScope,
  codes: readonly string[],
): Promise<CouponDeal[]> {
  return tx.$queryRaw<CouponDeal[]>`
    SELECT code, deal_id AS "dealId", kol_id AS "kolId", campaign_id AS "campaignId" FROM coupons
    WHERE brand_id = ${scope.brandId} AND code = ANY(${codes.map(canonical)}::text[])`;
}
