import { couponUse } from '@kolony/commissions';
import { CouponWatch } from '@kolony/commissions/schema';
import { couponsForShop, createCoupon, generateCoupons } from '@kolony/links';
import { Coupon, CouponForShop, GenerateCoupons, NewCoupon } from '@kolony/links/schema';
import { z } from 'zod';
import { ListRequest, pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const OfDeal = z.object({ dealId: z.string().optional() });

/** Codes of the brand's shop, and what each brought. */
export const coupons = brandRouterOf({
  list: brandProcedure('deal.read')
    .input(ListRequest.extend(OfDeal.shape))
    .output(pageOf(CouponWatch))
    .query(({ ctx, input }) => couponUse(ctx.deps, ctx.scope, input)),
  forShop: brandProcedure('deal.read')
    .input(OfDeal)
    .output(z.array(CouponForShop))
    .query(({ ctx, input }) => couponsForShop(ctx.deps, ctx.scope, input)),
  create: brandProcedure('deal.write')
    .input(NewCoupon)
    .output(Coupon)
    .mutation(({ ctx, input }) => createCoupon(ctx.deps, ctx.scope, input)),
  generate: brandProcedure('deal.write')
    .input(GenerateCoupons)
    .output(z.array(Coupon))
    .mutation(({ ctx, input }) => generateCoupons(ctx.deps, ctx.scope, input)),
});
