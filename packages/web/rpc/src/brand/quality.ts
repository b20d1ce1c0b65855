import { decideHeldOrder, listHeldOrders } from '@kolony/commissions';
import { HeldOrder, HeldOrderDecision } from '@kolony/commissions/schema';
import { PageRequest } from '@kolony/kernel';
import { CheckState } from '@kolony/trust/schema';
import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { brandProcedure, brandRouterOf } from '../trpc.ts';

const HeldOrderList = PageRequest.extend({ state: CheckState.optional(), campaignId: z.string().optional() });

export const quality = brandRouterOf({
  list: brandProcedure('report.read')
    .input(HeldOrderList)
    .output(pageOf(HeldOrder))
    .query(({ ctx, input }) => listHeldOrders(ctx.deps, ctx.scope, input)),
  decide: brandProcedure('deal.write')
    .input(HeldOrderDecision)
    .output(z.void())
    .mutation(({ ctx, input }) => decideHeldOrder(ctx.deps, ctx.scope, input)),
});
